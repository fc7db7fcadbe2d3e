package dev.cotangent.core.model;

import dev.cotangent.core.event.Events;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.warm.CallRecorder;
import dev.cotangent.core.kernel.warm.KernelWarmUp;
import dev.cotangent.core.plan.Run;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms up a kernel set for a predictor's plan, and changes to it if it is clearly faster: in
 * predictions of its own, for samples of zeros, on the thread that runs this. A set that has not
 * won after some trials is not used.
 */
final class PredictionWarmUp implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Predictor.class);

  private static final double CLEARLY_FASTER = 0.9;
  private static final int TRIALS = 4;
  private static final int ROUNDS = 100;
  private static final int SERIES = 5;
  private static final long BURST_NANOS = 100_000;
  private static final long FIRST_BACKOFF_NANOS = 250_000_000;

  private final Supplier<Run> runs;
  private final PlanKernels kernels;
  private final Supplier<Kernels> faster;

  PredictionWarmUp(Supplier<Run> runs, PlanKernels kernels, Supplier<Kernels> faster) {
    this.runs = runs;
    this.kernels = kernels;
    this.faster = faster;
  }

  @Override
  public void run() {
    Kernels first = kernels.current();
    Kernels other = faster.get();
    if (other == first) {
      return;
    }
    Run run = runs.get();
    CallRecorder calls = new CallRecorder(first, other);
    run.use(calls);
    run.execute();
    KernelWarmUp warmUp = KernelWarmUp.of(calls, other, first);
    long backoff = FIRST_BACKOFF_NANOS;
    for (int trial = 0; trial < TRIALS && warmUp.run(); trial++) {
      if (isFaster(run, other, first)) {
        kernels.changeTo(other);
        LOG.debug("Changed from {} to {} kernels", first.id(), other.id());
        Events.kernelsChanged(
            "prediction",
            first.id(),
            other.id(),
            SERIES + " rounds in a row were at least 10 % faster");
        return;
      }
      LockSupport.parkNanos(backoff);
      backoff *= 2;
    }
  }

  /**
   * Whether one set is clearly faster in several rounds in a row, each time faster than the other
   * set both before and after it, since all get faster while the JVM compiles.
   */
  private static boolean isFaster(Run run, Kernels other, Kernels first) {
    int series = 0;
    double before = time(run, first);
    for (int round = 0; round < ROUNDS && series < SERIES; round++) {
      double nanos = time(run, other);
      double after = time(run, first);
      series = nanos < CLEARLY_FASTER * Math.min(before, after) ? series + 1 : 0;
      before = after;
      LockSupport.parkNanos(3 * BURST_NANOS);
    }
    return series >= SERIES;
  }

  /** The time of the fastest of some predictions in nanoseconds. */
  private static double time(Run run, Kernels used) {
    run.use(used);
    long best = Long.MAX_VALUE;
    long began = System.nanoTime();
    long now = began;
    while (now - began < BURST_NANOS) {
      run.execute();
      long after = System.nanoTime();
      best = Math.min(best, after - now);
      now = after;
    }
    return best;
  }
}
