package dev.cotangent.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.spark.LocalCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

/** The messages while other jobs hold the slots. */
class SlotWatchTest {

  private static final CountDownLatch RELEASED = new CountDownLatch(1);

  /** Keeps messages. */
  private static final class Messages extends AbstractAppender {

    private final List<String> texts = new CopyOnWriteArrayList<>();

    Messages() {
      super("messages", null, null, false, Property.EMPTY_ARRAY);
      start();
    }

    @Override
    public void append(LogEvent event) {
      texts.add(event.getMessage().getFormattedMessage());
    }
  }

  @Test
  void aJobThatWaitsForOthersSaysSo() throws Exception {
    Messages messages = new Messages();
    Logger logger = (Logger) LogManager.getLogger(SlotWatch.class);
    logger.addAppender(messages);
    ExecutorService threads = Executors.newFixedThreadPool(2); // the common pool may have one
    try (LocalCluster cluster = LocalCluster.threads(2)) {
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(
              () -> cluster.context().parallelize(List.of(1), 1).foreach(each -> RELEASED.await()),
              threads);
      BarrierStage stage = new BarrierStage(cluster.context(), "mine", "1", Duration.ofMillis(200));
      while (cluster.context().statusTracker().getActiveStageIds().length == 0) {
        Thread.sleep(10);
      }
      CompletableFuture<byte[]> mine =
          CompletableFuture.supplyAsync(
              () ->
                  stage.run(
                      Programs.rows(cluster.context(), 2),
                      new MemberTask<>(
                          new Programs.Sums(2, (member, round) -> {}),
                          BarrierJob.meeting(JobSettings.standard(2), "1", 0))),
              threads);
      while (messages.texts.isEmpty()) {
        Thread.sleep(10);
      }
      assertThat(mine).isNotDone();
      RELEASED.countDown();
      mine.join();
      other.join();
      assertThat(messages.texts.get(0)).startsWith("mine: no task runs yet");
    } finally {
      threads.shutdownNow();
      logger.removeAppender(messages);
    }
  }
}
