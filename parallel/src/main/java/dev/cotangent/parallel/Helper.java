package dev.cotangent.parallel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A reusable task with which a pool thread helps with bound work, without allocating.
 *
 * <p>{@link #exec} reports that the task is not complete, so it can be submitted any number of
 * times. The flag ensures that the pool holds or runs it at most once at a time: in a busy pool it
 * stays queued over several runs and returns at once if it comes too late.
 */
final class Helper extends ForkJoinTask<@Nullable Void> {

  private static final long serialVersionUID = 1L;

  private final transient BoundWork work;
  private final transient AtomicBoolean called = new AtomicBoolean();
  private final int worker;

  /** Counts the helpers that the pool has queued. */
  private transient volatile AtomicInteger queued = new AtomicInteger();

  Helper(BoundWork work, int worker) {
    this.work = work;
    this.worker = worker;
  }

  /**
   * Submits this task to the pool unless it is already queued or running.
   *
   * @param count counts the tasks that are queued
   */
  void call(ForkJoinPool pool, AtomicInteger count) {
    if (called.get() || !called.compareAndSet(false, true)) {
      return;
    }
    queued = count;
    count.incrementAndGet();
    try {
      pool.execute(this);
    } catch (RejectedExecutionException closed) {
      // the pool is shut down: the caller executes everything alone
      count.decrementAndGet();
      called.set(false);
    } catch (OutOfMemoryError noThread) {
      // Out of memory or threads. The pool may have queued the task and run it later, so the flag
      // stays set until then: the task must not be queued twice.
    }
  }

  /** Helps until no block is left to claim. */
  @Override
  protected boolean exec() {
    queued.decrementAndGet();
    do {
      work.help(worker);
      called.set(false);
      // a phase that began just before the flag was cleared did not submit: check again
    } while (work.isOpen() && called.compareAndSet(false, true));
    return false;
  }

  @Override
  public @Nullable Void getRawResult() {
    return null;
  }

  @Override
  protected void setRawResult(@Nullable Void value) {
    // there is no result
  }
}
