package dev.cotangent.training.step;

/**
 * The times of steps on one kernel set, as nanoseconds per floating-point operation, so that steps
 * of different sizes can be compared. Short steps are added up, since reading the clock takes time.
 */
final class StepTimes {

  private static final long SAMPLE_NANOS = 200_000;
  private static final long ENOUGH_NANOS = 50_000_000;
  private static final int ENOUGH_SAMPLES = 5;

  private long nanos;
  private double operations;
  private long total;
  private int samples;
  private double best = Double.POSITIVE_INFINITY;
  private double last = Double.POSITIVE_INFINITY;

  /**
   * Adds a step.
   *
   * @return whether it completed a sample
   */
  boolean add(double stepOperations, long stepNanos) {
    nanos += stepNanos;
    operations += stepOperations;
    if (nanos < SAMPLE_NANOS) {
      return false;
    }
    last = nanos / operations;
    best = Math.min(best, last);
    total += nanos;
    samples++;
    nanos = 0;
    operations = 0;
    return true;
  }

  /** The time of an operation in the fastest sample; infinite before the first one. */
  double best() {
    return best;
  }

  /** The time of an operation in the latest sample; infinite before the first one. */
  double last() {
    return last;
  }

  /** Whether there are enough steps to rely on. */
  boolean areEnough() {
    return samples >= ENOUGH_SAMPLES || total >= ENOUGH_NANOS;
  }
}
