package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Optimizer;

/**
 * An optimizer of this module whose update is plain arithmetic: it always returns and never throws,
 * so that a training may run it on the parameters themselves. The update of any other optimizer
 * runs on a copy, which replaces the parameters only when all of it has succeeded.
 *
 * <p>Sealed, because the training relies on it: no plugin can make this promise. An optimizer of
 * this module that is not listed here works like one of a plugin.
 */
public sealed interface FiniteRule extends Optimizer
    permits Adadelta,
        Adafactor,
        Adagrad,
        Adam,
        AdamW,
        Adamax,
        Ema,
        Muon,
        NAdam,
        RAdam,
        RmsProp,
        Rprop,
        Sgd {

  /**
   * Whether, with these attributes and at learning rates up to 1000, the update makes finite
   * numbers of parameters and gradients up to 1e12 and of optimizer state that came from such.
   */
  boolean staysFinite();

  /** Whether the update always returns and never throws; one around a plugin's rule may not. */
  default boolean alwaysReturns() {
    return true;
  }
}
