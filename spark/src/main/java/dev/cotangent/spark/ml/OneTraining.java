package dev.cotangent.spark.ml;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/**
 * One training of an estimator at a time in a Spark application. A training wants all of its tasks
 * at once; two that are submitted together, as by a {@code CrossValidator}, would wait for each
 * other's slots in Spark's scheduler, which launches a part of a barrier stage and gives up.
 */
public final class OneTraining {

  private static final Map<SparkContext, ReentrantLock> LOCKS = new WeakHashMap<>();

  private OneTraining() {}

  /** Runs a training after those of the same application that were asked for earlier. */
  public static <T> T run(SparkContext context, Supplier<T> training) {
    ReentrantLock lock;
    synchronized (LOCKS) {
      lock = LOCKS.computeIfAbsent(context, none -> new ReentrantLock(true));
    }
    lock.lock();
    try {
      return training.get();
    } finally {
      lock.unlock();
    }
  }
}
