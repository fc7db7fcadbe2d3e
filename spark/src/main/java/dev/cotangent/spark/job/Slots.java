package dev.cotangent.spark.job;

import dev.cotangent.core.CotangentException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of tasks that an application can run at the same time. A barrier stage that does not
 * fit would be tried by Spark for ten minutes, with warnings, before it says so.
 */
final class Slots {

  private static final Logger LOG = LoggerFactory.getLogger(Slots.class);
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,.*");
  private static final long POLL_MILLIS = 100;

  private final SparkContext context;

  Slots(SparkContext context) {
    this.context = context;
  }

  /**
   * Refuses what Spark refuses later, or with other words.
   *
   * @throws CotangentException if executors come and go with the load
   */
  void check() {
    SparkConf conf = context.getConf();
    boolean dynamic =
        conf.getBoolean("spark.dynamicAllocation.enabled", false)
            && (!context.isLocal() || conf.getBoolean("spark.dynamicAllocation.testing", false));
    if (dynamic) {
      throw new CotangentException(
          "spark training: dynamic allocation of executors is on, but all tasks of a training run"
              + " at the same time, which Spark does not do with it; expected"
              + " spark.dynamicAllocation.enabled=false, and as many executors as the training"
              + " needs (spark.executor.instances)");
    }
  }

  /** The number of tasks that can run at the same time at present. */
  int now() {
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  /** The number of tasks that fit when all executors are there, if that is known. */
  OptionalInt capacity() {
    SparkConf conf = context.getConf();
    int each = conf.getInt("spark.task.cpus", 1);
    Matcher cluster = LOCAL_CLUSTER.matcher(context.master());
    if (cluster.matches()) {
      int cores = Integer.parseInt(cluster.group(2));
      return OptionalInt.of(Integer.parseInt(cluster.group(1)) * (cores / each));
    }
    if (context.isLocal()) {
      return OptionalInt.of(now());
    }
    int executors = conf.getInt("spark.executor.instances", 0);
    int cores = conf.getInt("spark.executor.cores", 0);
    return executors > 0 && cores > 0
        ? OptionalInt.of(executors * (cores / each))
        : OptionalInt.empty();
  }

  /**
   * Waits until this many tasks fit.
   *
   * @param wanted number of tasks, from 1
   * @param least number of tasks with which the job may go on when the time is over
   * @param reason why the executors may not be there, for the log
   * @return {@code wanted}, or at least {@code least}
   * @throws CotangentException at once if they can never fit; at the limit if fewer than {@code
   *     least} fit
   */
  int await(int wanted, int least, Duration limit, String reason) {
    int known = capacity().orElse(Integer.MAX_VALUE);
    if (least > known) {
      throw tooMany(least, known, "");
    }
    long end = System.nanoTime() + limit.toNanos();
    boolean said = false;
    while (now() < wanted) {
      if (!said) {
        LOG.info(
            "{}: waiting for executors: {} tasks are to run at the same time, {} fit at present;"
                + " for {} s at most",
            reason,
            wanted,
            now(),
            limit.toSeconds());
        said = true;
      }
      if (System.nanoTime() - end > 0) {
        return atEnd(wanted, least, limit);
      }
      sleep();
    }
    return wanted;
  }

  private int atEnd(int wanted, int least, Duration limit) {
    int fit = Math.min(wanted, now());
    if (fit < least) {
      throw tooMany(least, fit, " after " + limit.toSeconds() + " s");
    }
    LOG.warn("going on with {} tasks instead of {}", fit, wanted);
    return fit;
  }

  private CotangentException tooMany(int wanted, int fit, String when) {
    return new CotangentException(
        "spark training: "
            + wanted
            + " tasks are to run at the same time, but "
            + fit
            + " fit on "
            + context.master()
            + when
            + "; expected fewer tasks (tasks("
            + fit
            + ") or less), or more executors or cores (spark.executor.instances,"
            + " spark.executor.cores, spark.task.cpus)");
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Sneaky.raise(e);
    }
  }
}
