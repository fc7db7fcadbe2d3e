package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;

/**
 * Step decay: multiplies the learning rate by gamma every {@code stepSize} steps, base ·
 * gamma^⌊step / stepSize⌋, as in PyTorch's {@code StepLR}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param stepSize steps between two reductions, &ge; 1; PyTorch has no default, 1000 here
 * @param gamma factor by which the learning rate is multiplied, &gt; 0; 0.1 by default
 */
public record StepDecay(long stepSize, double gamma) implements Schedule {

  private static final String ID = "step";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public StepDecay {
    Checks.steps(ID, "stepSize", stepSize);
    Checks.positive(ID, "gamma", gamma);
  }

  /** Uses the default attributes. */
  public StepDecay() {
    this(1000, 0.1);
  }

  /** Multiplies the learning rate by {@code gamma} every {@code stepSize} steps. */
  public static StepDecay of(long stepSize, double gamma) {
    return new StepDecay(stepSize, gamma);
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
