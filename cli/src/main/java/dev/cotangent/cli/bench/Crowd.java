package dev.cotangent.cli.bench;

import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Several trainings of one workload at once in this process, each on a thread of its own. */
final class Crowd implements AutoCloseable {

  private static final int WINDOWS = 3;
  private static final double WARM_UP_WINDOWS = 2.5;
  private static final double NANOS = 1e9;

  private final List<Task> tasks = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<AtomicLong> steps = new ArrayList<>();
  private volatile boolean ended;

  /**
   * Measures the steps of all trainings together, and returns one line of results. {@code
   * slowest_share} is the number of steps of the slowest training relative to the mean.
   */
  static JsonObject measure(Workload workload, BenchArguments arguments)
      throws InterruptedException {
    try (Registry registry = Registry.standard();
        Crowd crowd = new Crowd()) {
      for (int i = 0; i < arguments.trainings(); i++) {
        crowd.start(Task.of(workload, registry, arguments.workerCount()));
        if (i == 0) {
          // alone, since the compiler would compete with all of them
          crowd.window(WARM_UP_WINDOWS * arguments.seconds());
        }
      }
      crowd.startAgain();
      crowd.window(WARM_UP_WINDOWS * arguments.seconds());
      double[] rates = new double[WINDOWS];
      for (int i = 0; i < WINDOWS; i++) {
        rates[i] = crowd.window(arguments.seconds());
      }
      return crowd.line(workload, arguments, rates);
    }
  }

  private void start(Task task) {
    AtomicLong done = new AtomicLong();
    Thread thread = new Thread(() -> run(task, done), "training-" + tasks.size());
    thread.setDaemon(true);
    tasks.add(task);
    steps.add(done);
    threads.add(thread);
    thread.start();
  }

  private void run(Task task, AtomicLong done) {
    while (!ended) {
      task.run((int) done.get() & Integer.MAX_VALUE);
      done.incrementAndGet();
    }
  }

  /** Sets the counters to 0, so that the first training has no head start. */
  private void startAgain() {
    steps.forEach(done -> done.set(0));
  }

  /** Steps per second of all trainings. */
  private double window(double seconds) throws InterruptedException {
    long start = System.nanoTime();
    long before = total();
    Thread.sleep((long) (seconds * 1e3));
    return (total() - before) * NANOS / (System.nanoTime() - start);
  }

  private long total() {
    return steps.stream().mapToLong(AtomicLong::get).sum();
  }

  private JsonObject line(Workload workload, BenchArguments arguments, double[] rates) {
    Arrays.sort(rates);
    double slowest = steps.stream().mapToLong(AtomicLong::get).min().orElseThrow();
    double median = rates[WINDOWS / 2];
    JsonObject.Builder line = JsonObject.builder();
    line.put("peer", "cotangent");
    line.put("workload", workload.name());
    line.put("trainings", tasks.size());
    line.put("threads", arguments.workerCount());
    line.put("steps_per_s", Bench.rounded(median));
    line.put("slowest_share", Bench.rounded(slowest * tasks.size() / total()));
    line.put("rss_mb", Bench.rounded(ProcessFigures.peakMegabytes()));
    line.put("spread", Bench.rounded((rates[WINDOWS - 1] - rates[0]) / median));
    line.put("java", System.getProperty("java.version"));
    return line.build();
  }

  @Override
  public void close() {
    ended = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // the threads are daemons, and their tasks stay open
    }
    tasks.forEach(Task::close);
  }
}
