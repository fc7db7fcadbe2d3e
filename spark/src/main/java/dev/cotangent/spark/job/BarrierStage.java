package dev.cotangent.spark.job;

import dev.cotangent.core.CotangentException;
import dev.cotangent.spark.job.BarrierJob.LostMembers;
import dev.cotangent.training.failure.TrainingInterruptedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;

/**
 * One barrier stage: all its tasks run at the same time, or it fails.
 *
 * @param name the job in Spark's list of jobs
 * @param id unique, for cancelling
 * @param words time between two messages that the tasks wait for slots
 */
record BarrierStage(JavaSparkContext context, String name, String id, Duration words) {

  private static final String DESCRIPTION = "spark.job.description";

  /**
   * Runs the tasks and returns the result of member 0.
   *
   * @throws LostMembers if tasks or connections were lost
   * @throws CotangentException if a member fails, or the job is cancelled
   */
  byte[] run(JavaRDD<byte[]> rows, MemberTask<?> task) {
    String tag = "cotangent-" + id;
    String description = context.getLocalProperty(DESCRIPTION);
    context.addJobTag(tag);
    context.setJobDescription(name);
    SlotWatch watch = new SlotWatch(context, name, tag, words);
    try {
      return value(collect(rows, task).stream().map(Outcome::read).toList());
    } catch (Throwable failure) {
      throw translated(failure, tag);
    } finally {
      watch.close();
      context.removeJobTag(tag);
      context.setJobDescription(description);
    }
  }

  private static List<byte[]> collect(JavaRDD<byte[]> rows, MemberTask<?> task) {
    ClassTag<byte[]> bytes = ClassTag.apply(byte[].class);
    RDD<byte[]> values = rows.rdd().barrier().mapPartitions(task, false, bytes);
    return values.toJavaRDD().collect();
  }

  /** The result, or the first failure that does not follow from another one. */
  private static byte[] value(List<Outcome> outcomes) {
    List<Failure> failures =
        outcomes.stream().map(Outcome::failure).flatMap(Optional::stream).toList();
    Optional<Failure> root = failures.stream().filter(each -> !each.follows()).findFirst();
    if (root.isPresent()) {
      throw MemberException.of(root.get());
    }
    if (!failures.isEmpty()) {
      Failure first = failures.get(0);
      throw new LostMembers(first.toString(), MemberException.of(first));
    }
    return outcomes.get(0).result();
  }

  private RuntimeException translated(Throwable failure, String tag) {
    if (failure instanceof InterruptedException) {
      context.cancelJobsWithTag(tag, "the thread that waited for the training was interrupted");
      Thread.currentThread().interrupt();
      return new TrainingInterruptedException(name + ": interrupted", -1, failure);
    }
    if (failure instanceof SparkException spark) {
      return ofSpark(spark);
    }
    Sneaky.raise(failure);
    throw new IllegalStateException(failure);
  }

  /** Only lost tasks are worth another attempt. */
  private RuntimeException ofSpark(SparkException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("failed barrier ResultStage")) {
      return new LostMembers("tasks were lost: " + reason(message), failure);
    }
    if (message.contains("not serializable")) {
      return new CotangentException(
          name
              + ": the setup cannot be sent to the executors, since it refers to something that is"
              + " not serializable; expected strings and numbers: "
              + failure.getCause(),
          failure);
    }
    return new CotangentException(name + ": " + firstLine(message), failure);
  }

  /** The reason within Spark's words around it. */
  private static String reason(String message) {
    String mark = "Most recent failure reason: ";
    int at = message.indexOf(mark);
    String rest = at < 0 ? message : message.substring(at + mark.length());
    int lost = rest.indexOf("ExecutorLostFailure");
    return firstLine(lost < 0 ? rest : rest.substring(lost));
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }
}
