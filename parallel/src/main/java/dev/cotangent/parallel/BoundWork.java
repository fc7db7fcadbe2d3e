package dev.cotangent.parallel;

import dev.cotangent.core.work.Work;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Work that the calling thread and its helpers execute together, phase by phase.
 *
 * <p>All coordination is in two counters. {@code ticket} holds the phase in its upper half and the
 * next block in its lower half, so one atomic increment claims a block and tells which phase it
 * belongs to, even for a thread that last saw an earlier phase. {@code done} counts finished
 * blocks; the caller begins the next phase when it equals the number of blocks. Neither counts a
 * helper that has claimed nothing, so the caller never waits for it.
 */
final class BoundWork implements Runnable {

  private static final int CALLER = 0;

  private final Phase[] phases;

  /** The same phases in whole parts, for a run that has no processor to spare for helpers. */
  private final Phase[] whole;

  private final Helper[] helpers;
  private final Pool pool;
  private final AtomicLong ticket;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean();
  private final Failures failures = new Failures();

  /** The caller, while it is or may be parked. */
  private volatile @Nullable Thread waiting;

  BoundWork(Work work, Phase[] phases, Phase[] whole, Pool pool) {
    this.phases = phases;
    this.whole = whole;
    this.pool = pool;
    this.ticket = new AtomicLong((long) work.phases() << Integer.SIZE);
    this.helpers = new Helper[pool.helpers()];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(this, i + 1);
    }
  }

  @Override
  public void run() {
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "this work is running, expected one caller at a time; bind it again for another caller");
    }
    Crowding.enter();
    try {
      Phase[] cut = pool.helpersNow() == 0 ? whole : phases;
      for (int phase = 0; phase < cut.length - 1; phase++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted before " + cut[phase]);
        }
        run(phase, cut[phase]);
      }
    } finally {
      Crowding.leave();
      running.set(false);
    }
  }

  private void run(int number, Phase phase) {
    failures.clear();
    if (phase.shared()) {
      done.set(0);
      ticket.set((long) number << Integer.SIZE);
      callHelpers(phase.blocks() - 1);
      while (isOpen()) {
        cancelIfInterrupted();
        claim(CALLER);
      }
      awaitOthers(phase.blocks());
    } else {
      runAlone(phase);
    }
    failures.raise(phase);
  }

  private void runAlone(Phase phase) {
    for (int block = 0; block < phase.blocks() && !failures.any(); block++) {
      execute(phase, block, CALLER);
      if (block < phase.blocks() - 1) {
        cancelIfInterrupted();
      }
    }
  }

  private void callHelpers(int most) {
    int called = Math.min(pool.helpersNow(), most);
    for (int i = 0; i < called; i++) {
      pool.call(helpers[i]);
    }
  }

  private void cancelIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      failures.cancel();
    }
  }

  /** Whether there is a block to claim. */
  boolean isOpen() {
    long next = ticket.get();
    return (int) next < phases[(int) (next >>> Integer.SIZE)].blocks();
  }

  /** Executes blocks until none is left to claim and none appears while spinning is allowed. */
  void help(int worker) {
    do {
      while (isOpen()) {
        claim(worker);
      }
    } while (spinUntilOpen());
  }

  private void claim(int worker) {
    long claimed = ticket.getAndIncrement();
    Phase phase = phases[(int) (claimed >>> Integer.SIZE)];
    int block = (int) claimed;
    if (block < phase.blocks()) {
      try {
        execute(phase, block, worker);
      } finally {
        if (done.incrementAndGet() == phase.blocks()) {
          LockSupport.unpark(waiting);
        }
      }
    }
  }

  private void execute(Phase phase, int block, int worker) {
    if (failures.skips(block)) {
      return;
    }
    try {
      phase.run(block, worker);
    } catch (Throwable failure) {
      failures.add(block, failure);
    }
  }

  private boolean spinUntilOpen() {
    long start = System.nanoTime();
    while (pool.maySpin(start)) {
      if (isOpen()) {
        return true;
      }
      if (pool.isHelperQueued()) {
        return false;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  /** Waits for the blocks that helpers have claimed; an interrupt does not cut this short. */
  private void awaitOthers(int blocks) {
    long start = System.nanoTime();
    while (done.get() < blocks && pool.maySpin(start)) {
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    waiting = Thread.currentThread();
    while (done.get() < blocks) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    waiting = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
