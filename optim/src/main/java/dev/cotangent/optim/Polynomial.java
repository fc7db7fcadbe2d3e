package dev.cotangent.optim;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Schedule;
import java.util.OptionalLong;

/**
 * A polynomial that reaches 0 at step {@code totalIters}: base · (1 − step / totalIters)^power,
 * PyTorch's {@code PolynomialLR}.
 *
 * <p>An immutable value; safe for use by many threads.
 *
 * @param totalIters steps until the rate is 0, &ge; 1; PyTorch takes 5, which suits epochs, ours is
 *     1000
 * @param power how it bends, &gt; 0; 1 by default: a straight line
 */
public record Polynomial(long totalIters, double power) implements Schedule {

  private static final String ID = "polynomial";

  /**
   * Checks the numbers.
   *
   * @throws dev.cotangent.core.CotangentException if one is out of range or NaN
   */
  public Polynomial {
    Checks.steps(ID, "totalIters", totalIters);
    Checks.positive(ID, "power", power);
  }

  /** The defaults. */
  public Polynomial() {
    this(1000, 1);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("total_iters", totalIters).with("power", power);
  }

  @Override
  public Polynomial with(Attributes given) {
    Checks.known(given, attributes());
    return new Polynomial(
        Checks.whole(given, "total_iters", totalIters), given.number("power", power));
  }

  @Override
  public OptionalLong horizon() {
    return OptionalLong.of(totalIters);
  }

  @Override
  public Polynomial withHorizon(long steps) {
    return new Polynomial(steps, power);
  }

  @Override
  public double learningRate(double base, long step) {
    double left = 1 - (double) Math.min(step, totalIters) / totalIters;
    return base * Powers.power(left, power);
  }
}
