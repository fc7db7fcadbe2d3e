package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs different tasks concurrently: each thread repeats its task until all have started, so that
 * they overlap even on a machine with few cores. For one race.
 */
final class Race {

  /** The time that a thread waits for others to start. */
  private static final long LONGEST_NANOS = 5_000_000;

  private static final int LEAST = 2;

  private final List<Callable<?>> racers;
  private final int rounds;
  private final Phaser start;
  private final AtomicInteger begun = new AtomicInteger();

  private Race(List<Callable<?>> racers, int rounds) {
    this.racers = racers;
    this.rounds = rounds;
    this.start = new Phaser(racers.size());
  }

  /**
   * Runs all tasks concurrently, in rounds that start together on all threads.
   *
   * @param racers the task that each thread repeats
   * @throws ContractViolation if one of them throws
   */
  static void run(List<Callable<?>> racers, int rounds) throws InterruptedException {
    new Race(racers, rounds).run();
  }

  private void run() throws InterruptedException {
    List<Callable<Object>> tasks = new ArrayList<>();
    racers.forEach(racer -> tasks.add(() -> race(racer)));
    ExecutorService pool = Executors.newFixedThreadPool(racers.size(), daemons());
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

  private Object race(Callable<?> racer) throws Exception {
    try {
      for (int round = 1; round <= rounds && start.arriveAndAwaitAdvance() >= 0; round++) {
        begun.incrementAndGet();
        untilAllRun(racer, round * racers.size());
      }
      return rounds;
    } finally {
      start.forceTermination(); // after the last round, or after a failure
    }
  }

  private void untilAllRun(Callable<?> racer, int all) throws Exception {
    long began = System.nanoTime();
    for (int i = 0; i < LEAST || waits(began, all); i++) {
      racer.call();
    }
  }

  private boolean waits(long began, int all) {
    return begun.get() < all && System.nanoTime() - began < LONGEST_NANOS;
  }

  /** Daemon threads, so that a plugin that never returns does not keep the JVM alive. */
  private static ThreadFactory daemons() {
    ThreadFactory threads = Executors.defaultThreadFactory();
    return task -> {
      Thread thread = threads.newThread(task);
      thread.setDaemon(true);
      return thread;
    };
  }
}
