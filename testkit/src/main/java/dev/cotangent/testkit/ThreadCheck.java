package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Sixteen threads at once compute what one computes, each with inputs of its own. */
record ThreadCheck(Subject subject, long seed) {

  private static final int THREADS = 16;
  private static final int ROUNDS = 100;

  void run() throws InterruptedException {
    double[] cotangent = new Draw(seed, "threads").doubles(subject.output().size(), 1);
    List<Callable<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(task(subject.points(new Draw(seed + i, "thread"), 1), cotangent));
    }
    ExecutorService pool = Executors.newFixedThreadPool(THREADS, daemons());
    try {
      for (Future<Object> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw Thrown.finding(e.getCause() == null ? e : e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Callable<Object> task(List<double[]> at, double[] cotangent) {
    List<double[]> expected = subject.inDoubles(at, cotangent);
    return () -> {
      for (int round = 0; round < ROUNDS; round++) {
        Numbers.sameBits(
            "on one of " + THREADS + " threads",
            subject.places(at),
            expected,
            subject.inDoubles(at, cotangent));
      }
      return expected;
    };
  }

  /** A plugin that never returns keeps no JVM alive. */
  private static ThreadFactory daemons() {
    ThreadFactory threads = Executors.defaultThreadFactory();
    return task -> {
      Thread thread = threads.newThread(task);
      thread.setDaemon(true);
      return thread;
    };
  }
}
