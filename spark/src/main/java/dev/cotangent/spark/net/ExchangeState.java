package dev.cotangent.spark.net;

import dev.cotangent.training.cluster.ExchangeException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the first failure of an exchange, and wakes the member's thread. Thread-safe. */
final class ExchangeState {

  /** The name of this member, for messages. */
  final String self;

  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private final Consumer<String> others;
  private volatile @Nullable Thread waiting;

  /**
   * @param others tells all other members why they cannot go on
   */
  ExchangeState(String self, Consumer<String> others) {
    this.self = self;
    this.others = others;
  }

  /** Records what this member has noticed about another one, and tells all. */
  void report(String fact) {
    fail(fact, self + " reports: " + fact);
  }

  /** Records a failure, tells all, and wakes the member's thread; only the first one counts. */
  void fail(String fact, String told) {
    if (end(fact)) {
      others.accept(told);
    }
  }

  /** Records the end of the exchange without telling the others. */
  boolean end(String fact) {
    boolean first = failure.compareAndSet(null, fact);
    wake();
    return first;
  }

  boolean failed() {
    return failure.get() != null;
  }

  void check() {
    String fact = failure.get();
    if (fact != null) {
      throw new ExchangeException(fact);
    }
  }

  /** Registers the calling thread as the one to wake, or none. */
  void waiting(@Nullable Thread thread) {
    waiting = thread;
  }

  void wake() {
    Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
