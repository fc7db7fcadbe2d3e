package dev.cotangent.cli;

import dev.cotangent.training.TrainingControl;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a training well when the process is asked to end, as by Ctrl-C or SIGTERM: the step that is
 * under way is completed and the checkpoint written, before the JVM goes. To be closed when that is
 * done.
 */
final class StopOnSignal implements AutoCloseable {

  private static final long MOST_SECONDS = 30;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private StopOnSignal(TrainingControl control) {
    hook = new Thread(() -> stop(control), "cotangent-stop");
  }

  /** Watches over a training. */
  static StopOnSignal of(TrainingControl control) {
    StopOnSignal stop = new StopOnSignal(control);
    try {
      Runtime.getRuntime().addShutdownHook(stop.hook);
    } catch (IllegalStateException onItsWay) {
      control.cancel(); // the JVM is ending already
    }
    return stop;
  }

  /** Ends the training and waits until what has to be written is. */
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
    } catch (IllegalStateException onItsWay) {
      // The JVM is ending, and the hook with it.
    }
  }
}
