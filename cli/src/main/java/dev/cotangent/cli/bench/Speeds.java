package dev.cotangent.cli.bench;

import dev.cotangent.core.plan.Machine;
import dev.cotangent.core.plan.PlanFigures;
import java.util.Optional;

/**
 * The measured speeds of this machine, for memory of the size that a workload uses.
 *
 * @param threads number of threads that were busy
 * @param machine the speeds of one of them, while all are busy
 */
record Speeds(int threads, Machine machine) {

  /**
   * Measures the memory, unless the peak is unknown.
   *
   * @param gigaflops the peak of all threads together; NaN if unknown
   */
  static Optional<Speeds> of(double gigaflops, int threads, PlanFigures figures) {
    if (Double.isNaN(gigaflops)) {
      return Optional.empty();
    }
    double bytes = Bandwidth.bytesPerSecond(figures.memory(), threads);
    return Optional.of(new Speeds(threads, Machine.of(1e9 * gigaflops / threads, bytes / threads)));
  }

  /** Steps per second as a fraction of those of the roofline, all threads busy all the time. */
  double fraction(double stepsPerSecond, PlanFigures figures) {
    return stepsPerSecond * figures.seconds(machine) / threads;
  }
}
