package dev.cotangent.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs plugin code safely: on a daemon thread with the caller's context class loader and a time
 * limit. Anything it throws becomes a {@link ContractViolation}. Not thread-safe.
 */
final class Guard {

  private final Duration limit;
  private boolean expired;

  Guard(Duration limit) {
    this.limit = limit;
  }

  /** Whether a call has timed out. */
  boolean expired() {
    return expired;
  }

  /**
   * Runs the work and returns its result.
   *
   * @throws ContractViolation if the work throws or does not return within the limit, with its
   *     location
   */
  <T> T call(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    ThreadGroup group = new ThreadGroup("contract");
    Thread thread = new Thread(group, task, "contract-" + name);
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw Thrown.finding(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      expired = true;
      throw late(thread, group);
    } catch (InterruptedException e) {
      group.interrupt();
      Thread.currentThread().interrupt();
      throw new ContractViolation("it was interrupted");
    }
  }

  private ContractViolation late(Thread thread, ThreadGroup group) {
    String places = Thrown.places(busiest(thread, group));
    group.interrupt();
    return new ContractViolation("it has not returned after " + seconds() + "; it is at " + places);
  }

  private String seconds() {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  /** The stack of a thread, or of the thread it waits for. */
  private static StackTraceElement[] busiest(Thread thread, ThreadGroup group) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey() != thread && entry.getKey().getThreadGroup() == group)
        .map(Map.Entry::getValue)
        .filter(trace -> Arrays.stream(trace).anyMatch(Thrown::isOwn))
        .findFirst()
        .orElseGet(thread::getStackTrace);
  }
}
