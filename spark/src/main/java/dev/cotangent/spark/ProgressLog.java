package dev.cotangent.spark;

import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.TrainingControl;
import dev.cotangent.training.TrainingControl.Progress;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the progress of member 0 to its executor's log: at each new epoch and every ten seconds,
 * and at the end the figures of all epochs.
 */
final class ProgressLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
  private static final long POLL_MILLIS = 200;
  private static final long EVERY_NANOS = 10_000_000_000L;

  private final TrainingControl control;
  private final Supplier<String> exchange;
  private final Thread thread = new Thread(this::watch, "cotangent-progress");
  private long since = System.nanoTime();
  private Progress last;

  ProgressLog(TrainingControl control, Supplier<String> exchange) {
    this.control = control;
    this.exchange = exchange;
    this.last = control.progress();
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(POLL_MILLIS);
        Progress now = control.progress();
        long elapsed = System.nanoTime() - since;
        if (now.epoch() != last.epoch() || elapsed > EVERY_NANOS) {
          say(now, elapsed);
          last = now;
          since += elapsed;
        }
      }
    } catch (InterruptedException closed) {
      // the training has ended
    }
  }

  private void say(Progress now, long nanos) {
    LOG.info(
        "epoch {} of {}, step {} of {}, loss {}, {} steps/s; exchange so far: {}",
        now.epoch(),
        now.epochs(),
        now.step(),
        now.steps(),
        Decimals.of(now.loss()),
        String.format(Locale.ROOT, "%.1f", (now.step() - last.step()) * 1e9 / nanos),
        exchange.get());
  }

  /** Logs the end of a training. */
  void end(History history) {
    for (EpochResult each : history.epochs()) {
      LOG.info("{}, {} samples/s", each, Math.round(each.samplesPerSecond()));
    }
    LOG.info("{}, sha256 {}; exchange: {}", history, history.sha256(), exchange.get());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
