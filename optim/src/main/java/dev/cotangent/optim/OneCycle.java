package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalLong;

/**
 * The one-cycle schedule: raises the learning rate to a maximum and then lowers it far below the
 * initial one, in {@code totalSteps} steps.
 *
 * <pre>
 * max / divFactor → max                            over the first pctStart · totalSteps − 1
 * max → max / (divFactor · finalDivFactor)         over the rest
 * </pre>
 *
 * <p>Each part is half a cosine or a straight line. From Smith and Topin, <i>Super-Convergence</i>,
 * 2018 (arXiv:1708.07120); PyTorch's {@code OneCycleLR}, without its momentum. After the last step
 * the rate stays constant. If the rising part is a single step, it starts at the maximum.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxLr the maximum rate, &ge; 0; 0 (the default) means the optimizer's learning rate
 * @param totalSteps steps of the cycle, &ge; 1; PyTorch has no default, 1000 here
 * @param pctStart share of the steps in which the rate rises, in (0, 1); 0.3 by default
 * @param linear whether both parts are straight lines instead of cosines; false by default.
 *     PyTorch's {@code anneal_strategy}
 * @param divFactor the maximum rate divided by the initial one, &gt; 0; 25 by default
 * @param finalDivFactor the initial rate divided by the final one, &gt; 0; 1e4 by default
 */
public record OneCycle(
    double maxLr,
    long totalSteps,
    double pctStart,
    boolean linear,
    double divFactor,
    double finalDivFactor)
    implements Schedule {

  private static final String ID = "one_cycle";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public OneCycle {
    Checks.notNegative(ID, "maxLr", maxLr);
    Checks.steps(ID, "totalSteps", totalSteps);
    Checks.betweenZeroAndOne(ID, "pctStart", pctStart);
    Checks.positive(ID, "divFactor", divFactor);
    Checks.positive(ID, "finalDivFactor", finalDivFactor);
  }

  /** Uses the default attributes. */
  public OneCycle() {
    this(0, 1000, 0.3, false, 25, 1e4);
  }

  /** One cycle of that many steps up to the optimizer's learning rate. */
  public static OneCycle of(long totalSteps) {
    return new OneCycle().withHorizon(totalSteps);
  }

  /** Returns a copy with another maximum rate. */
  public OneCycle withMaxLr(double newRate) {
    return new OneCycle(newRate, totalSteps, pctStart, linear, divFactor, finalDivFactor);
  }

  /** Returns a copy whose rate rises in another share of the steps, in (0, 1). */
  public OneCycle withPctStart(double newShare) {
    return new OneCycle(maxLr, totalSteps, newShare, linear, divFactor, finalDivFactor);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("max_lr", maxLr)
        .with("total_steps", totalSteps)
        .with("pct_start", pctStart)
        .with("linear", linear)
        .with("div_factor", divFactor)
        .with("final_div_factor", finalDivFactor);
  }

  @Override
  public OneCycle with(Attributes given) {
    Checks.known(given, attributes());
    return new OneCycle(
        given.number("max_lr", maxLr),
        Checks.whole(given, "total_steps", totalSteps),
        given.number("pct_start", pctStart),
        given.bool("linear", linear),
        given.number("div_factor", divFactor),
        given.number("final_div_factor", finalDivFactor));
  }

  @Override
  public OptionalLong horizon() {
    return OptionalLong.of(totalSteps);
  }

  @Override
  public OneCycle withHorizon(long steps) {
    return new OneCycle(maxLr, steps, pctStart, linear, divFactor, finalDivFactor);
  }

  @Override
  public double learningRate(double base, long step) {
    double highest = maxLr == 0 ? base : maxLr;
    double first = highest / divFactor;
    double top = pctStart * totalSteps - 1;
    double end = totalSteps - 1.0;
    if (step <= top) {
      return top == 0 ? highest : between(first, highest, step / top);
    }
    double down = end > top ? (step - top) / (end - top) : 1;
    return between(highest, first / finalDivFactor, Math.min(1, down));
  }

  private double between(double from, double to, double done) {
    return linear ? from + (to - from) * done : to + (from - to) * Powers.halfWave(done);
  }
}
