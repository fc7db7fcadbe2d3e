package dev.cotangent.optim;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Schedule;

/**
 * Steps down at regular intervals: base · gamma^⌊step / stepSize⌋, which is PyTorch's {@code
 * StepLR}.
 *
 * <p>An immutable value; safe for use by many threads.
 *
 * @param stepSize steps between two falls, &ge; 1; PyTorch has no default, ours is 1000
 * @param gamma what the rate is multiplied by, &gt; 0; 0.1 by default
 */
public record StepDecay(long stepSize, double gamma) implements Schedule {

  private static final String ID = "step";

  /**
   * Checks the numbers.
   *
   * @throws dev.cotangent.core.CotangentException if one is out of range or NaN
   */
  public StepDecay {
    Checks.steps(ID, "stepSize", stepSize);
    Checks.positive(ID, "gamma", gamma);
  }

  /** The defaults. */
  public StepDecay() {
    this(1000, 0.1);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("step_size", stepSize).with("gamma", gamma);
  }

  @Override
  public StepDecay with(Attributes given) {
    Checks.known(given, attributes());
    return new StepDecay(Checks.whole(given, "step_size", stepSize), given.number("gamma", gamma));
  }

  @Override
  public double learningRate(double base, long step) {
    return base * Powers.power(gamma, step / stepSize);
  }
}
