package dev.cotangent.parallel;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.concurrent.ForkJoinPool;

/**
 * The calling thread and the threads of a ForkJoin pool, which do work together.
 *
 * <p>The parts of a phase are cut into blocks: rows of a rowwise part, elements of the result of a
 * part that sums over rows, all of any other part. The calling thread and its helpers claim blocks
 * through a counter. The caller can do everything alone: a helper that the pool does not give is
 * never waited for, so a run ends on a saturated pool, on a pool that has been shut down, and
 * inside a thread of the same pool.
 *
 * <p>A failing block fails the run with one {@link dev.cotangent.core.work.WorkException}, the same
 * one for any number of workers when blocks are the same: that of the first failing block of the
 * first failing part. Blocks that were being done at the time are completed, their failures are
 * suppressed exceptions of the first, and no later phase begins. An interrupt of the calling thread
 * ends the run at the next block with a {@link java.util.concurrent.CancellationException}; the
 * flag stays set. In both cases nothing is running any more when the exception is thrown, and the
 * next run starts afresh.
 *
 * <p>Between two phases helpers of our own pool spin for at most 50 µs, if there is a processor for
 * each worker and no other run is going on; then they go back to the pool. In a caller's pool they
 * never spin. A run allocates nothing.
 *
 * <p>Safe for use by many threads; what {@link #bind} returns serves one caller at a time.
 */
public final class ForkJoinWorkers implements Workers {

  /**
   * Work that costs less, in floating-point operations, is done by the calling thread alone: about
   * 0.3 ms, which waking a thread and moving cache lines between cores would eat up.
   */
  public static final double SERIAL_BELOW = 2e7;

  /** The most workers; a sanity bound, far above any machine. */
  private static final int MOST = 1 << 12;

  /** No block costs less than this part of the serial bound. */
  private static final double GRAINS = 200;

  private final int count;
  private final double serialBelow;
  private final Pool pool;

  private ForkJoinWorkers(int count, double serialBelow, Pool pool) {
    this.count = count;
    this.serialBelow = serialBelow;
    this.pool = pool;
  }

  /**
   * The calling thread and a pool of {@code count} − 1 daemon threads, which start when they are
   * needed. {@link #close} ends them.
   *
   * @param count the largest number of workers, the calling thread included, from 1 to 4096
   * @throws CotangentException if the count is out of range
   */
  public static ForkJoinWorkers of(int count) {
    return of(count, SERIAL_BELOW);
  }

  /**
   * As {@link #of(int)}, with another bound below which work is done by the calling thread alone.
   *
   * @param serialBelow in floating-point operations, from 0; 0 shares all work
   * @throws CotangentException if an argument is out of range
   */
  public static ForkJoinWorkers of(int count, double serialBelow) {
    check(count, serialBelow);
    return new ForkJoinWorkers(count, serialBelow, Pool.owned(count - 1));
  }

  /**
   * The calling thread and up to {@code count} − 1 threads of a caller's pool, if it gives them.
   * The pool is never closed and never spun in.
   *
   * @param count the largest number of workers, the calling thread included, from 1 to 4096
   * @throws CotangentException if the count is out of range
   */
  public static ForkJoinWorkers on(ForkJoinPool pool, int count) {
    return on(pool, count, SERIAL_BELOW);
  }

  /**
   * As {@link #on(ForkJoinPool, int)}, with another bound below which work is done by the calling
   * thread alone.
   *
   * @param serialBelow in floating-point operations, from 0; 0 shares all work
   * @throws CotangentException if an argument is out of range
   */
  public static ForkJoinWorkers on(ForkJoinPool pool, int count, double serialBelow) {
    check(count, serialBelow);
    return new ForkJoinWorkers(count, serialBelow, Pool.borrowed(pool, count - 1));
  }

  private static void check(int count, double serialBelow) {
    if (count < 1 || count > MOST) {
      throw new CotangentException("workers: expected 1 to " + MOST + " of them, not " + count);
    }
    if (!(serialBelow >= 0)) {
      throw new CotangentException("workers: the serial bound must be >= 0, not " + serialBelow);
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Runnable bind(Work work) {
    if (count == 1 || Phases.cost(work) < serialBelow) {
      return Workers.serial().bind(work);
    }
    return new BoundWork(work, new Phases(work, count, serialBelow / GRAINS).cut(), pool);
  }

  /**
   * Ends the threads of our own pool, after the blocks that they are doing, and waits for that up
   * to a second; a caller's pool is left alone. Work that is bound can still be run, by its caller
   * alone. Closing again does nothing.
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
