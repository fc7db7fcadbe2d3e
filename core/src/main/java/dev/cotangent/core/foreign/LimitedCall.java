package dev.cotangent.core.foreign;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A call of foreign code with a time limit: it runs on a daemon thread of its own, with the
 * caller's context class loader. Java cannot stop code that does not return: its threads are
 * interrupted and {@linkplain #abandon abandoned}. For one calling thread.
 *
 * @param <T> type of the result
 */
public final class LimitedCall<T> {

  private final FutureTask<T> task;
  private final ThreadGroup group;
  private final Thread thread;

  private LimitedCall(String name, Callable<T> code) {
    task = new FutureTask<>(code);
    group = new ThreadGroup(name);
    thread = new Thread(group, task, name);
    thread.setDaemon(true);
  }

  /**
   * Starts a call.
   *
   * @param name name of the thread
   */
  public static <T> LimitedCall<T> start(String name, Callable<T> code) {
    LimitedCall<T> call = new LimitedCall<>(name, code);
    call.thread.start();
    return call;
  }

  /**
   * Waits for the result.
   *
   * @throws ExecutionException with what the code has thrown as its cause
   * @throws TimeoutException if the code has not returned within the limit; it still runs
   * @throws InterruptedException if the calling thread is interrupted; the code still runs
   */
  public T get(Duration limit) throws ExecutionException, TimeoutException, InterruptedException {
    return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Like {@link #get}, but an interrupt only sets the calling thread's flag. */
  public T getUninterrupted(Duration limit) throws ExecutionException, TimeoutException {
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The thread that runs the code. */
  public Thread thread() {
    return thread;
  }

  /**
   * The stack of a thread that the code has started and that is wanted, such as one in code of the
   * plugin; that of the code's own thread if there is none.
   */
  public StackTraceElement[] stack(Predicate<StackTraceElement[]> wanted) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey() != thread && entry.getKey().getThreadGroup() == group)
        .map(Map.Entry::getValue)
        .filter(wanted)
        .findFirst()
        .orElseGet(thread::getStackTrace);
  }

  /** Interrupts all threads of the code and waits for none of them. */
  public void abandon() {
    group.interrupt();
  }
}
