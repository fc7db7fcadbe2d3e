package dev.cotangent.spark.job;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.OptionConverters;

/**
 * Says in the log, again and again, that a job waits since other jobs of the application hold the
 * slots. Spark itself says nothing then, and the training looks as if it hung.
 */
final class SlotWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SlotWatch.class);

  private final SparkStatusTracker tracker;
  private final String name;
  private final String tag;
  private final Thread thread;

  /**
   * Begins to watch.
   *
   * @param name the job in messages
   * @param tag the job's tag
   * @param every time between two messages
   */
  SlotWatch(JavaSparkContext context, String name, String tag, Duration every) {
    this.tracker = context.sc().statusTracker();
    this.name = name;
    this.tag = tag;
    this.thread = new Thread(() -> watch(every.toMillis()), "cotangent-slots");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch(long millis) {
    try {
      while (true) {
        Thread.sleep(millis);
        if (waits()) {
          LOG.warn(
              "{}: no task runs yet: its tasks start at the same time, as soon as other jobs of this"
                  + " application leave enough slots",
              name);
        }
      }
    } catch (InterruptedException closed) {
      // the job has ended
    }
  }

  /** Whether the job has submitted a stage and none of its tasks runs. */
  private boolean waits() {
    List<SparkStageInfo> begun =
        IntStream.of(tracker.getJobIdsForTag(tag))
            .mapToObj(tracker::getJobInfo)
            .flatMap(job -> OptionConverters.toJava(job).stream())
            .flatMapToInt(job -> IntStream.of(job.stageIds()))
            .mapToObj(tracker::getStageInfo)
            .flatMap(stage -> OptionConverters.toJava(stage).stream())
            .filter(SlotWatch::isUnfinished)
            .toList();
    return !begun.isEmpty() && begun.stream().allMatch(stage -> stage.numActiveTasks() == 0);
  }

  private static boolean isUnfinished(SparkStageInfo stage) {
    return stage.submissionTime() > 0
        && stage.numFailedTasks() == 0
        && stage.numCompletedTasks() < stage.numTasks();
  }

  /** Ends the messages. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
