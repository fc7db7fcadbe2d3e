package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalLong;

/**
 * Polynomial decay to 0 at step {@code totalIters}: base · (1 − step / totalIters)^power, as in
 * PyTorch's {@code PolynomialLR}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param totalIters steps until the rate is 0, &ge; 1; PyTorch's default 5 suits epochs, 1000 here
 * @param power exponent, &gt; 0; 1 by default, a straight line
 */
public record Polynomial(long totalIters, double power) implements Schedule {

  private static final String ID = "polynomial";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Polynomial {
    Checks.steps(ID, "totalIters", totalIters);
    Checks.positive(ID, "power", power);
  }

  /** Uses the default attributes. */
  public Polynomial() {
    this(1000, 1);
  }

  /** Lowers the learning rate to 0 over that many steps, along a straight line. */
  public static Polynomial of(long totalIters) {
    return new Polynomial(totalIters, 1);
  }

  /** Returns a copy with another power. */
  public Polynomial withPower(double newPower) {
    return new Polynomial(totalIters, newPower);
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
