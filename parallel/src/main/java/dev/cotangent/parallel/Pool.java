package dev.cotangent.parallel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where helpers come from: a pool of our own, or a caller's. Safe for use by many threads. */
final class Pool {

  /** Waking a parked thread costs 30 to 60 µs: who waits for longer than that parks. */
  private static final long SPIN_NANOS = 50_000;

  private static final long CLOSE_MILLIS = 1_000;

  private final ForkJoinPool pool;
  private final boolean owned;
  private final int helpers;
  private final boolean spins;

  /** Runs of all bindings at this moment. */
  private final AtomicInteger runs = new AtomicInteger();

  private Pool(ForkJoinPool pool, boolean owned, int helpers) {
    this.pool = pool;
    this.owned = owned;
    this.helpers = helpers;
    this.spins = owned && helpers < Runtime.getRuntime().availableProcessors();
  }

  /** A pool of our own, with daemon threads named {@code cotangent-worker-N}, N from 1. */
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

  /** The largest number of helpers beside a caller. */
  int helpers() {
    return helpers;
  }

  /** A run begins. */
  void enter() {
    runs.incrementAndGet();
  }

  /** A run ends. */
  void leave() {
    runs.decrementAndGet();
  }

  /** Asks for a thread for a helper. */
  void call(Helper helper) {
    helper.call(pool);
  }

  /** Whether one who has waited since {@code start} may go on without parking. */
  boolean maySpin(long start) {
    return spins && runs.get() <= 1 && System.nanoTime() - start < SPIN_NANOS;
  }

  /** Ends our own threads; a run that is going on is completed by its caller. */
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
