package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that a registry does on a daemon thread of the lowest priority, one piece after another. The
 * thread ends when there is nothing left to do, or the registry is closed. Thread-safe.
 */
final class Background implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final long CLOSING_MILLIS = 5_000;

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean closed;

  /** Runs work later; does nothing after closing. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint; nothing relies on it
  synchronized void run(Runnable work) {
    if (closed) {
      return;
    }
    waiting.add(work);
    if (thread == null) {
      Thread started = new Thread(this::loop, "cotangent-warm-up");
      started.setDaemon(true);
      started.setPriority(Thread.MIN_PRIORITY);
      try {
        started.start();
        thread = started;
      } catch (OutOfMemoryError noThread) {
        waiting.clear();
        LOG.debug("No thread for work in the background", noThread);
      }
    }
  }

  private void loop() {
    for (Runnable work = next(); work != null; work = next()) {
      try {
        work.run();
      } catch (RuntimeException | Error failure) {
        report(failure);
      }
    }
  }

  private synchronized void report(Throwable failure) {
    if (!closed) { // else it may be due to the interrupt
      LOG.info("Work in the background failed: {}", CotangentException.describe(failure));
    }
    LOG.debug("Work in the background failed", failure);
  }

  private synchronized @Nullable Runnable next() {
    Runnable work = waiting.poll();
    if (work == null) {
      thread = null;
    }
    return work;
  }

  /** Ends the thread. An interrupt ends the wait for it; the interrupt flag stays set. */
  @Override
  public void close() {
    @Nullable Thread running = stop();
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      running.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Thread stop() {
    closed = true;
    waiting.clear();
    if (thread != null) {
      thread.interrupt();
    }
    return thread;
  }
}
