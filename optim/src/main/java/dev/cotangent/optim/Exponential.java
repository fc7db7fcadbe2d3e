package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;

/**
 * Exponential decay: base · gamma^step, as in PyTorch's {@code ExponentialLR}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param gamma factor by which the learning rate is multiplied, &gt; 0; PyTorch has no default,
 *     0.999 here
 */
public record Exponential(double gamma) implements Schedule {

  private static final String ID = "exponential";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Exponential {
    Checks.positive(ID, "gamma", gamma);
  }

  /** Uses the default attributes. */
  public Exponential() {
    this(0.999);
  }

  /** Multiplies the learning rate by {@code gamma} at every step. */
  public static Exponential of(double gamma) {
    return new Exponential(gamma);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("gamma", gamma);
  }

  @Override
  public Exponential with(Attributes given) {
    Checks.known(given, attributes());
    return new Exponential(given.number("gamma", gamma));
  }

  @Override
  public double learningRate(double base, long step) {
    return base * Powers.power(gamma, step);
  }
}
