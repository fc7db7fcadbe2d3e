package dev.cotangent.training.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.training.data.Batch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache of runs for the most recent forms of batches: an epoch needs one for full batches and one
 * for the last batch. Single-threaded; finding a run allocates nothing.
 */
public final class StepRuns {

  private static final int CAPACITY = 4;

  private final @Nullable StepRun[] runs = new @Nullable StepRun[CAPACITY];
  private final Maker maker;
  private final KernelCalls callsOfDropped = new KernelCalls();

  /** Plans a step. */
  public interface Maker {

    StepRun make(Batch batch, Kernels kernels);
  }

  public StepRuns(Maker maker) {
    this.maker = maker;
  }

  /** Returns the run for batches of these lengths and moves it to the front of the cache. */
  public StepRun of(Batch batch, Kernels kernels) {
    @Nullable StepRun latest = runs[0];
    if (latest != null && latest.fits(batch)) {
      latest.use(kernels);
      return latest;
    }
    int at = 0;
    while (at < CAPACITY - 1 && !(runs[at] == null || fits(runs[at], batch))) {
      at++;
    }
    @Nullable StepRun last = runs[at];
    StepRun found = last != null && fits(last, batch) ? last : make(batch, kernels, last);
    System.arraycopy(runs, 0, runs, 1, at);
    runs[0] = found;
    found.use(kernels);
    return found;
  }

  private static boolean fits(@Nullable StepRun run, Batch batch) {
    return run != null && run.fits(batch);
  }

  private StepRun make(Batch batch, Kernels kernels, @Nullable StepRun dropped) {
    StepRun made = maker.make(batch, kernels);
    count(dropped, callsOfDropped);
    return made;
  }

  private static void count(@Nullable StepRun run, KernelCalls calls) {
    if (run != null) {
      run.count(calls);
    }
  }

  /** The number of kernel calls of all runs, by kernel set id. */
  public Map<String, Long> kernelCalls() {
    KernelCalls sum = callsOfDropped.copy();
    for (@Nullable StepRun run : runs) {
      count(run, sum);
    }
    return sum.byId();
  }
}
