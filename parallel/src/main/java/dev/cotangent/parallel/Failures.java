package dev.cotangent.parallel;

import dev.cotangent.core.work.WorkException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one phase.
 *
 * <p>Blocks are claimed in order, and after a failure only later ones are skipped. So whichever
 * block would fail first on a single worker always runs, and the error that a run reports does not
 * depend on the number of workers.
 *
 * <p>Recording the first failure allocates nothing, since it may be an OutOfMemoryError; later ones
 * are recorded if memory allows.
 */
final class Failures {

  private record Failure(int block, Throwable cause) {}

  private static final int NONE = Integer.MAX_VALUE;

  private final List<Failure> others = new ArrayList<>();
  private @Nullable Throwable first;
  private int firstBlock = NONE;

  /** The lowest failed block; later blocks are skipped. */
  private volatile int lowest = NONE;

  /** Clears the failures; called while nothing runs. */
  void clear() {
    if (lowest != NONE) {
      lowest = NONE;
      first = null;
      firstBlock = NONE;
      others.clear();
    }
  }

  /** Whether a block is skipped because an earlier one failed or the run was cancelled. */
  boolean skips(int block) {
    return block > lowest;
  }

  /** Whether a block failed or the run was cancelled. */
  boolean any() {
    return lowest != NONE;
  }

  /** Records the failure of a block. */
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

  /** Cancels the run: no further block starts. */
  synchronized void cancel() {
    lowest = -1;
  }

  /**
   * Throws if a block failed or the run was cancelled; called when nothing runs any more.
   *
   * @throws WorkException for the first failed block, with the other failures suppressed
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
