package dev.cotangent.spark.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** All waiting of a member's thread: it ends with success, a failure, an interrupt or the limit. */
final class Waiter {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ExchangeState state;
  private final BooleanSupplier cancelled;

  Waiter(ExchangeState state, BooleanSupplier cancelled) {
    this.state = state;
    this.cancelled = cancelled;
  }

  /**
   * Waits until something is ready; whatever ends the wait without it fails the exchange.
   *
   * @param waiting what the member does meanwhile, for messages
   * @param late the fact to report at the limit
   * @return the nanoseconds waited
   */
  long await(BooleanSupplier ready, Duration limit, String waiting, Supplier<String> late) {
    long start = System.nanoTime();
    state.waiting(Thread.currentThread());
    try {
      while (!ready.getAsBoolean()) {
        state.check();
        LockSupport.parkNanos(this, POLL_NANOS);
        checkCancelled(waiting);
        if (System.nanoTime() - start > limit.toNanos() && !ready.getAsBoolean()) {
          state.report(late.get());
        }
      }
    } finally {
      state.waiting(null);
    }
    return System.nanoTime() - start;
  }

  private void checkCancelled(String waiting) {
    String reason = "";
    if (Thread.currentThread().isInterrupted()) {
      reason = "its thread was interrupted while it " + waiting;
    } else if (cancelled.getAsBoolean()) {
      reason = "its task was cancelled while it " + waiting;
    }
    if (!reason.isEmpty()) {
      String fact = state.self + " has failed: " + reason;
      state.fail(fact, fact);
    }
  }
}
