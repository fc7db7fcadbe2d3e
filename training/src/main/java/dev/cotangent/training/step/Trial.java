package dev.cotangent.training.step;

/**
 * Compares steps of a training on its kernels with a few of its steps on other ones. The trial is
 * won by a series of clearly faster steps, and lost when it has cost too much time or has gone on
 * for too long: some kernels are compiled once more when whole steps run on them.
 */
final class Trial {

  /** Less than this part of the usual time is clearly faster. */
  private static final double CLEARLY_FASTER = 0.9;

  private static final int SERIES = 3;
  private static final long SERIES_NANOS = 50_000_000;
  private static final long MOST_LOSS_NANOS = 60_000_000;

  /** The most loss in usual steps, if these are long. */
  private static final double MOST_LOSS_STEPS = 2;

  private static final long LONGEST_NANOS = 400_000_000;
  private static final int LEAST_STEPS = 6;

  /** The state of a trial. */
  enum Outcome {
    OPEN,
    WON,
    LOST
  }

  private final StepTimes usual = new StepTimes();
  private final StepTimes other = new StepTimes();
  private double loss;
  private long total;
  private int steps;
  private int series;
  private long seriesNanos;

  /** Adds a step on the usual kernels. */
  void usual(double operations, long nanos) {
    usual.add(operations, nanos);
  }

  /** Whether there are enough steps on the usual kernels. */
  boolean knowsUsual() {
    return usual.areEnough();
  }

  /** Adds a step on the other kernels. */
  Outcome other(double operations, long nanos) {
    double expected = operations * usual.best();
    total += nanos;
    steps++;
    loss += nanos - expected;
    if (other.add(operations, nanos)) {
      boolean faster = other.last() < CLEARLY_FASTER * usual.best();
      series = faster ? series + 1 : 0;
      seriesNanos = faster ? seriesNanos + nanos : 0;
    }
    if (series >= SERIES || seriesNanos >= SERIES_NANOS) {
      return Outcome.WON;
    }
    boolean costly = loss > Math.max(MOST_LOSS_NANOS, MOST_LOSS_STEPS * expected);
    boolean longer = total > LONGEST_NANOS && steps >= LEAST_STEPS;
    return costly || longer ? Outcome.LOST : Outcome.OPEN;
  }
}
