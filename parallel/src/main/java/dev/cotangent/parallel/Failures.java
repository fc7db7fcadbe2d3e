package dev.cotangent.parallel;

import dev.cotangent.core.work.WorkException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * What went wrong in a phase.
 *
 * <p>Blocks are claimed in order, and after a failure only later ones are skipped. So whichever
 * block would fail first on a single worker always runs, and the error that a run reports does not
 * depend on the number of workers.
 */
final class Failures {

  private record Failure(int block, Throwable cause) {}

  private static final int NONE = Integer.MAX_VALUE;

  private final List<Failure> failures = new ArrayList<>();

  /** Later blocks need not run. */
  private volatile int lowest = NONE;

  /** Forgets what went wrong; called while nothing runs. */
  void clear() {
    if (lowest != NONE) {
      lowest = NONE;
      failures.clear();
    }
  }

  /** Whether a block is not worth running. */
  boolean skips(int block) {
    return block > lowest;
  }

  /** Whether a block failed or the run was cancelled. */
  boolean any() {
    return lowest != NONE;
  }

  /** A block failed. */
  synchronized void add(int block, Throwable cause) {
    failures.add(new Failure(block, cause));
    lowest = Math.min(lowest, block);
  }

  /** No further block is to run. */
  synchronized void cancel() {
    lowest = -1;
  }

  /**
   * Fails if anything went wrong; called when nothing runs any more.
   *
   * @throws WorkException the failure of the first block, the others suppressed in it
   * @throws CancellationException if the run was cancelled and no block failed
   */
  void raise(Phase phase) {
    if (!any()) {
      return;
    }
    if (failures.isEmpty()) {
      throw new CancellationException("interrupted in " + phase);
    }
    failures.sort(Comparator.comparingInt(Failure::block));
    WorkException first = exception(phase, failures.get(0));
    for (Failure later : failures.subList(1, failures.size())) {
      first.addSuppressed(exception(phase, later));
    }
    throw first;
  }

  private static WorkException exception(Phase phase, Failure failure) {
    return phase.failure(failure.block(), failure.cause());
  }
}
