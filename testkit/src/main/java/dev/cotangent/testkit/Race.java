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
 * Threads that do different things at the same time, on purpose: each repeats its own until all
 * have begun, so that they overlap on a machine with few cores, too. For one race.
 */
final class Race {

  /** How long a thread waits for others that the machine does not let begin. */
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
   * Runs all at once, round by round: each round begins on all threads together.
   *
   * @param racers what each thread repeats
   * @throws ContractViolation saying what one of them has thrown
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
      start.forceTermination(); // after the last round, or since nobody waits for one that failed
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
