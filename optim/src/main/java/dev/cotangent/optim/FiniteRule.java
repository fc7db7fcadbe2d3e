package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Optimizer;

/**
 * A built-in optimizer whose update is plain arithmetic that always returns and never throws, so
 * training can run it on the parameters in place. Any other optimizer updates a copy, which
 * replaces the parameters only if the whole update succeeds.
 *
 * <p>Sealed because training relies on this guarantee, which a plugin cannot give. A built-in
 * optimizer that is not listed here is treated like a plugin's.
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
   * Whether, with these attributes and learning rates up to 1000, the update of parameters and
   * gradients up to 1e12 in magnitude, and of optimizer state that results from them, stays finite.
   */
  boolean staysFinite();

  /**
   * Whether the update always returns and never throws; false when it wraps a plugin's optimizer.
   */
  default boolean alwaysReturns() {
    return true;
  }
}
