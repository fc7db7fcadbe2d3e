package dev.cotangent.parallel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The source of helper threads: an owned pool or a caller's. Unless all helpers are asked for, a
 * run gets no more of them than there are processors for. Thread-safe.
 */
final class Pool {

  /** Waking a parked thread costs 30 to 60 µs: threads that wait longer than this park. */
  private static final long SPIN_NANOS = 50_000;

  private static final long CLOSE_MILLIS = 1_000;

  private final ForkJoinPool pool;
  private final boolean owned;
  private final int helpers;
  private final boolean all;
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger spared = new AtomicInteger();
  private final int processors = Runtime.getRuntime().availableProcessors();

  private Pool(ForkJoinPool pool, boolean owned, int helpers, boolean all) {
    this.pool = pool;
    this.owned = owned;
    this.helpers = helpers;
    this.all = all;
  }

  /**
   * An owned pool with daemon threads named {@code cotangent-worker-N}, N from 1.
   *
   * @param all whether to use all helpers even if there are too few processors
   */
  static Pool owned(int helpers, boolean all) {
    int used = used(helpers, all);
    ForkJoinPool pool = new ForkJoinPool(Math.max(1, used), namedThreads(), null, true);
    return new Pool(pool, true, used, all);
  }

  /** A caller's pool. */
  static Pool borrowed(ForkJoinPool pool, int helpers, boolean all) {
    return new Pool(pool, false, used(helpers, all), all);
  }

  private static int used(int helpers, boolean all) {
    return all ? helpers : Math.min(helpers, Runtime.getRuntime().availableProcessors() - 1);
  }

  private static ForkJoinWorkerThreadFactory namedThreads() {
    AtomicInteger numbers = new AtomicInteger();
    return pool -> {
      ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
      thread.setName("cotangent-worker-" + numbers.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The largest number of helpers, not counting the caller. */
  int helpers() {
    return helpers;
  }

  /** The number of helpers that a run may call now; changes as other runs begin and end. */
  int helpersNow() {
    return all ? helpers : Math.min(helpers, Crowding.room(processors - left()));
  }

  /** The number of processors to leave free, however many callers ask for it. */
  private int left() {
    return spared.get() > 0 ? 1 : 0;
  }

  /** Leaves a processor free, or no longer. */
  void spareProcessor(boolean spare) {
    spared.addAndGet(spare ? 1 : -1);
  }

  /** Submits a helper to the pool. */
  void call(Helper helper) {
    helper.call(pool, queued);
  }

  /**
   * Whether a helper waits for a thread, such as one of the update that follows a plan: then a
   * thread that spins should take it, which is sooner than waking another.
   */
  boolean isHelperQueued() {
    return queued.get() > 0;
  }

  /** Whether a thread that has spun since {@code start} may keep spinning. */
  boolean maySpin(long start) {
    return owned
        && Crowding.room(processors - left()) >= Math.max(1, helpersNow())
        && System.nanoTime() - start < SPIN_NANOS;
  }

  /** Shuts down an owned pool; a run in progress is completed by its caller. */
  void close() {
    if (!owned) {
      return;
    }
    pool.shutdown();
    if (Thread.currentThread() instanceof ForkJoinWorkerThread thread && thread.getPool() == pool) {
      return;
    }
    try {
      pool.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
