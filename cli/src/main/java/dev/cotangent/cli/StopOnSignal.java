package dev.cotangent.cli;

import dev.cotangent.training.TrainingControl;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shuts a training down gracefully on Ctrl-C or SIGTERM: the JVM exits only after the current step
 * is complete and the checkpoint written, or after {@value #MOST_SECONDS} s. Close it when the
 * files are written.
 */
final class StopOnSignal implements AutoCloseable {

  private static final long MOST_SECONDS = 30;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private StopOnSignal(TrainingControl control) {
    hook = new Thread(() -> stop(control), "cotangent-stop");
  }

  /** Installs the shutdown hook for a training. */
  static StopOnSignal of(TrainingControl control) {
    StopOnSignal stop = new StopOnSignal(control);
    try {
      Runtime.getRuntime().addShutdownHook(stop.hook);
    } catch (IllegalStateException shuttingDown) {
      control.cancel(); // the JVM is already shutting down
    }
    return stop;
  }

  /** Cancels the training and waits until its files are written. */
  void stop(TrainingControl control) {
    control.cancel();
    try {
      if (!done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The JVM is shutting down; the hook is running.
    }
  }
}
