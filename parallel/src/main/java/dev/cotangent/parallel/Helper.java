package dev.cotangent.parallel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One seat for a pool thread at some bound work, taken again and again without allocating.
 *
 * <p>{@link #exec} answers that the task is not complete, so the same task may be given to the pool
 * any number of times. The flag sees to it that the pool holds or runs it at most once at a time: a
 * task that a busy pool has not come to stays queued over many runs and leaves at once when it is
 * late.
 */
final class Helper extends ForkJoinTask<@Nullable Void> {

  private static final long serialVersionUID = 1L;

  private final transient BoundWork work;
  private final transient AtomicBoolean called = new AtomicBoolean();
  private final int worker;

  Helper(BoundWork work, int worker) {
    this.work = work;
    this.worker = worker;
  }

  /** Asks the pool for a thread, unless one was asked for and has not left. */
  void call(ForkJoinPool pool) {
    if (called.get() || !called.compareAndSet(false, true)) {
      return;
    }
    try {
      pool.execute(this);
    } catch (RejectedExecutionException closed) {
      // the pool has ended: the caller does everything alone
      called.set(false);
    } catch (OutOfMemoryError noThread) {
      // There is no memory, or no thread more for this user. The pool may have taken the task and
      // run it on another thread later, so the seat stays taken until then: never two at one.
    }
  }

  /** Helps until there is nothing to claim. */
  @Override
  protected boolean exec() {
    do {
      work.help(worker);
      called.set(false);
      // a phase that began just before this flag fell did not call: look once more
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
