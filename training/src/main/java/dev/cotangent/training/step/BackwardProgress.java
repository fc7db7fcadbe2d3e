package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The progress of the plan of a member's last shard: the threads that compute it report it, and
 * another thread waits for gradients to be complete.
 */
final class BackwardProgress implements IntConsumer {

  private static final int COMPLETE = Integer.MAX_VALUE;

  private volatile int phase;
  private volatile boolean given;
  private volatile @Nullable Thread waiting;

  /** Begins with no phase, on the thread that will wait. */
  void begin() {
    phase = -1;
    given = false;
  }

  /** Called in each phase, by any worker; no worker is in an earlier phase any more. */
  @Override
  public void accept(int running) {
    if (running > phase) {
      set(running);
    }
  }

  private void set(int running) {
    phase = running;
    Thread waiter = waiting;
    if (waiter != null) {
      LockSupport.unpark(waiter);
    }
  }

  /** Says that the whole plan has run, and what follows it. */
  void complete() {
    set(COMPLETE);
  }

  /** Says that the plan has failed. */
  void give() {
    given = true;
    set(COMPLETE);
  }

  /** Waits until a phase is complete. */
  void await(int wanted) {
    waiting = Thread.currentThread();
    while (phase <= wanted) {
      LockSupport.park(this);
    }
    checkGiven();
  }

  /** Waits until the whole plan has run. */
  void awaitAll() {
    await(COMPLETE - 1);
  }

  private void checkGiven() {
    if (given) {
      throw new CotangentException("the plan of the own shards has failed");
    }
  }
}
