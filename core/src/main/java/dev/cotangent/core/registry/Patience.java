package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.text.Decimals;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * How long code of a plugin jar may take before the host goes on without it. Code that does not
 * return cannot be ended: its thread, a daemon, is interrupted and left behind.
 *
 * @param limit above 0
 */
record Patience(Duration limit) {

  /** What the code returns, or throws, within the limit. */
  <T> T await(Supplier<T> code) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(result, code), "cotangent-plugin");
    thread.setDaemon(true);
    thread.start();
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String place = place(thread);
      thread.interrupt();
      throw new CotangentException("it takes longer than " + seconds() + " s" + place);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CotangentException("the thread was interrupted meanwhile", e);
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNull(e.getCause()));
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> code) {
    try {
      result.complete(code.get());
    } catch (RuntimeException | Error failure) {
      result.completeExceptionally(failure);
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static String place(Thread thread) {
    return CodePlace.of(thread).map(frame -> " and is at " + frame).orElse("");
  }

  private String seconds() {
    return Decimals.of(limit.toMillis() / 1000.0);
  }
}
