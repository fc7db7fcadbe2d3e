package dev.cotangent.training.step;

import org.jspecify.annotations.Nullable;

/** Runs the exchange of a step while the workers compute its last shard. Single-threaded. */
final class ExchangeThread {

  private @Nullable Thread thread;
  private volatile @Nullable Throwable failure;

  /** Starts code on a thread of its own. */
  void start(Runnable code) {
    failure = null;
    Thread started = new Thread(() -> run(code), "cotangent-exchange");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  private void run(Runnable code) {
    try {
      code.run();
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  /**
   * Waits until the code has run, and throws what it has thrown. An interrupt is passed on to it,
   * whose waiting it ends.
   */
  void join() {
    Thread running = thread;
    thread = null;
    boolean interrupted = false;
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
        running.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure);
  }

  private static void rethrow(@Nullable Throwable thrown) {
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  /** Whether code was started that has not been {@linkplain #join joined}. */
  boolean isRunning() {
    return thread != null;
  }
}
