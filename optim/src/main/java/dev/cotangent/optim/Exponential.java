package dev.cotangent.optim;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Schedule;

/**
 * The same factor at each step: base · gamma^step, which is PyTorch's {@code ExponentialLR}.
 *
 * <p>An immutable value; safe for use by many threads.
 *
 * @param gamma what the rate is multiplied by, &gt; 0; PyTorch has no default, ours is 0.999
 */
public record Exponential(double gamma) implements Schedule {

  private static final String ID = "exponential";

  /**
   * Checks the numbers.
   *
   * @throws dev.cotangent.core.CotangentException if one is out of range or NaN
   */
  public Exponential {
    Checks.positive(ID, "gamma", gamma);
  }

  /** The defaults. */
  public Exponential() {
    this(0.999);
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
