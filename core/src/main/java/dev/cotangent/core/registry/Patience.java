package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.foreign.CodePlace;
import dev.cotangent.core.text.Decimals;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A time limit for code of plugin jars. Code that does not return cannot be stopped: its daemon
 * thread is interrupted and abandoned.
 *
 * @param limit the time limit, above 0
 */
record Patience(Duration limit) {

  /** Runs the code and returns its result, or throws its exception, within the limit. */
  <T> T await(Supplier<T> code) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(result, code), "cotangent-plugin");
    thread.setDaemon(true);
    thread.start();
    try {
      return uninterrupted(result);
    } catch (TimeoutException e) {
      String place = place(thread);
      thread.interrupt();
      throw new CotangentException("it takes longer than " + seconds() + " s" + place);
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNull(e.getCause()));
    }
  }

  /**
   * Waits through interrupts of the calling thread, which are not about the plugin, and restores
   * the flag afterwards.
   */
  private <T> T uninterrupted(CompletableFuture<T> result)
      throws TimeoutException, ExecutionException {
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
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

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> code) {
    try {
      result.complete(code.get());
    } catch (Throwable failure) {
      result.completeExceptionally(failure);
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    throw new CotangentException(failure.toString(), failure);
  }

  private static String place(Thread thread) {
    return CodePlace.of(thread).map(frame -> " and is at " + CodePlace.describe(frame)).orElse("");
  }

  private String seconds() {
    return Decimals.of(limit.toMillis() / 1000.0);
  }
}
