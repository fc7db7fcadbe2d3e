package dev.cotangent.parallel;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.work.Splitting;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.concurrent.ForkJoinPool;

/**
 * Workers that execute a plan's work on the calling thread and the threads of a {@link
 * ForkJoinPool}.
 *
 * <p>The parts of a phase are cut into blocks: rows of a row-wise part, elements of the result of a
 * part that sums over rows; any other part is one block. The calling thread and its helpers claim
 * blocks through a counter. The caller can execute everything alone and never waits for a helper
 * that the pool does not provide, so a run completes on a saturated pool, on a pool that has been
 * shut down, and inside a thread of the same pool.
 *
 * <p>A failing block fails the run with one {@link dev.cotangent.core.work.WorkException}, the same
 * one for any number of workers when blocks are the same: that of the first failing block of the
 * first failing part. Blocks in progress at that time are completed, their failures are suppressed
 * exceptions of the first, and no later phase begins. Interrupting the calling thread ends the run
 * at the next block with a {@link java.util.concurrent.CancellationException}; the interrupt flag
 * stays set. In both cases all blocks have finished when the exception is thrown, and the next run
 * starts clean.
 *
 * <p>More workers than processors would only be slower. So a run uses no more of them than there
 * are processors, and runs that are in progress at the same time in this JVM, as in several
 * trainings at once, share the processors evenly; at least the calling thread works in each.
 * Workers that are created with a serial bound of one's own are exempt and use their full number.
 *
 * <p>Between two phases, helpers of an owned pool spin for at most 50 µs if there is a processor
 * for each worker of all runs in progress, then return to the pool. In a caller's pool they never
 * spin. A run allocates nothing.
 *
 * <p>Thread-safe; work returned by {@link #bind} serves one caller at a time.
 */
public final class ForkJoinWorkers implements Workers {

  /**
   * Work below this cost, in floating-point operations, runs on the calling thread alone: it takes
   * about 0.3 ms, too little to pay for waking threads and moving cache lines between cores.
   */
  public static final double SERIAL_BELOW = 2e7;

  /** The largest number of workers; a sanity bound far above any machine. */
  private static final int MOST = 1 << 12;

  /** The smallest block costs the serial bound divided by this. */
  private static final double GRAINS = 200;

  private final int count;
  private final BlockSplitting splitting;
  private final Pool pool;

  private ForkJoinWorkers(int count, double serialBelow, Pool pool) {
    this.count = count;
    this.splitting = new BlockSplitting(serialBelow, serialBelow / GRAINS);
    this.pool = pool;
  }

  /**
   * Workers on the calling thread and an owned pool of {@code count} − 1 daemon threads, started on
   * demand and stopped by {@link #close}.
   *
   * @param count the largest number of workers, the calling thread included, from 1 to 4096
   * @throws CotangentException if the count is out of range
   */
  public static ForkJoinWorkers of(int count) {
    check(count, SERIAL_BELOW);
    return new ForkJoinWorkers(count, SERIAL_BELOW, Pool.owned(count - 1, false));
  }

  /**
   * Like {@link #of(int)}, with another bound below which work runs on the calling thread alone,
   * and using all workers however few processors there are, for tests and measurements.
   *
   * @param serialBelow in floating-point operations, from 0; 0 shares all work
   * @throws CotangentException if an argument is out of range
   */
  public static ForkJoinWorkers of(int count, double serialBelow) {
    check(count, serialBelow);
    return new ForkJoinWorkers(count, serialBelow, Pool.owned(count - 1, true));
  }

  /**
   * Workers on the calling thread and up to {@code count} − 1 threads of a caller's pool, as far as
   * it provides them. The pool is not closed, and its threads never spin.
   *
   * @param count the largest number of workers, the calling thread included, from 1 to 4096
   * @throws CotangentException if the count is out of range
   */
  public static ForkJoinWorkers on(ForkJoinPool pool, int count) {
    check(count, SERIAL_BELOW);
    return new ForkJoinWorkers(count, SERIAL_BELOW, Pool.borrowed(pool, count - 1, false));
  }

  /**
   * Like {@link #on(ForkJoinPool, int)}, with another bound below which work runs on the calling
   * thread alone, and using all workers however few processors there are.
   *
   * @param serialBelow in floating-point operations, from 0; 0 shares all work
   * @throws CotangentException if an argument is out of range
   */
  public static ForkJoinWorkers on(ForkJoinPool pool, int count, double serialBelow) {
    check(count, serialBelow);
    return new ForkJoinWorkers(count, serialBelow, Pool.borrowed(pool, count - 1, true));
  }

  private static void check(int count, double serialBelow) {
    if (count < 1 || count > MOST) {
      throw new CotangentException("workers: the number is " + count + ", expected 1 to " + MOST);
    }
    if (!(serialBelow >= 0)) {
      throw new CotangentException(
          "workers: the serial bound is " + serialBelow + ", expected 0 or more");
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Runnable bind(Work work) {
    int used = 1 + pool.helpers();
    if (!splitting.shares(work, used)) {
      return Workers.serial().bind(work);
    }
    Phase[] shared = new Phases(work, used, splitting).cut();
    return new BoundWork(work, shared, new Phases(work, 1, splitting).cut(), pool);
  }

  /** The blocks into which these workers cut work, for any number of workers. */
  @Override
  public Splitting splitting() {
    return splitting;
  }

  @Override
  public void spareProcessor(boolean spare) {
    pool.spareProcessor(spare);
  }

  /**
   * Stops the threads of an owned pool once their current blocks are done, waiting at most one
   * second; a caller's pool stays open. Bound work can still be run, on its calling thread alone.
   * Closing twice has no effect.
   */
  @Override
  public void close() {
    pool.close();
  }

  @Override
  public String toString() {
    return "ForkJoinWorkers(" + count + ")";
  }
}
