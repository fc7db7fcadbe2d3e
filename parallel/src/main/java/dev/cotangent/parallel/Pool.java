package dev.cotangent.parallel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The source of helper threads: an owned pool or a caller's. Thread-safe. */
final class Pool {

  /** Waking a parked thread costs 30 to 60 µs: threads that wait longer than this park. */
  private static final long SPIN_NANOS = 50_000;

  private static final long CLOSE_MILLIS = 1_000;

  private final ForkJoinPool pool;
  private final boolean owned;
  private final int helpers;
  private final boolean spins;

  /** Number of runs in progress, of all bindings. */
  private final AtomicInteger runs = new AtomicInteger();

  private Pool(ForkJoinPool pool, boolean owned, int helpers) {
    this.pool = pool;
    this.owned = owned;
    this.helpers = helpers;
    this.spins = owned && helpers < Runtime.getRuntime().availableProcessors();
  }

  /** An owned pool with daemon threads named {@code cotangent-worker-N}, N from 1. */
  static Pool owned(int helpers) {
    int threads = Math.max(1, helpers);
    return new Pool(new ForkJoinPool(threads, namedThreads(), null, true), true, helpers);
  }

  /** A caller's pool. */
  static Pool borrowed(ForkJoinPool pool, int helpers) {
    return new Pool(pool, false, helpers);
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

  /** Called when a run begins. */
  void enter() {
    runs.incrementAndGet();
  }

  /** Called when a run ends. */
  void leave() {
    runs.decrementAndGet();
  }

  /** Submits a helper to the pool. */
  void call(Helper helper) {
    helper.call(pool);
  }

  /** Whether a thread that has spun since {@code start} may keep spinning. */
  boolean maySpin(long start) {
    return spins && runs.get() <= 1 && System.nanoTime() - start < SPIN_NANOS;
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
