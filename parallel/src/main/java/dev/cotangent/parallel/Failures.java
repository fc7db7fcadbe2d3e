package dev.cotangent.parallel;

import dev.cotangent.core.work.WorkException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a phase.
 *
 * <p>Blocks are claimed in order, and after a failure only later ones are skipped. So whichever
 * block would fail first on a single worker always runs, and the error that a run reports does not
 * depend on the number of workers.
 *
 * <p>Taking note of that first failure allocates nothing, since memory may be what was lacking; of
 * later ones, note is taken if there is room.
 */
final class Failures {

  private record Failure(int block, Throwable cause) {}

  private static final int NONE = Integer.MAX_VALUE;

  private final List<Failure> others = new ArrayList<>();
  private @Nullable Throwable first;
  private int firstBlock = NONE;

  /** Later blocks need not run. */
  private volatile int lowest = NONE;

  /** Forgets what went wrong; called while nothing runs. */
  void clear() {
    if (lowest != NONE) {
      lowest = NONE;
      first = null;
      firstBlock = NONE;
      others.clear();
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
    lowest = Math.min(lowest, block);
    Throwable before = first;
    int blockBefore = firstBlock;
    if (before == null) {
      first = cause;
      firstBlock = block;
    } else if (block < blockBefore) {
      first = cause;
      firstBlock = block;
      addOther(blockBefore, before);
    } else {
      addOther(block, cause);
    }
  }

  private void addOther(int block, Throwable cause) {
    try {
      others.add(new Failure(block, cause));
    } catch (OutOfMemoryError noRoom) {
      // the first failure is the one that counts
    }
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
    Throwable cause = first;
    if (cause == null) {
      throw new CancellationException("interrupted in " + phase);
    }
    WorkException failure = phase.failure(firstBlock, cause);
    others.sort(Comparator.comparingInt(Failure::block));
    others.forEach(other -> failure.addSuppressed(phase.failure(other.block(), other.cause())));
    throw failure;
  }
}
