package dev.cotangent.benchmarks.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The protocol of {@code cotangent bench}: the first step, a warm-up, three windows. Arguments are
 * {@code WORKLOAD --workers N --seconds S}; the number of threads is for the framework to read.
 */
final class Protocol {

  private static final int WINDOWS = 3;
  private static final double WARM_UP_WINDOWS = 2.5;
  private static final double NANOS = 1e9;
  private static final int MOST_LATENCIES = 1 << 22;

  private final IntConsumer task;
  private final double[] rates = new double[WINDOWS];
  private final int[] latencies;
  private int latencyCount;

  private Protocol(IntConsumer task, boolean timeEachCall) {
    this.task = task;
    this.latencies = new int[timeEachCall ? MOST_LATENCIES : 0];
  }

  /** Runs a peer whose tasks are made by a function. */
  static void run(String peer, String[] args, Function<DenseWorkload, IntConsumer> tasks) {
    List<String> arguments = Arrays.asList(args);
    DenseWorkload workload = DenseWorkload.named(arguments.get(0));
    double seconds = Double.parseDouble(option(arguments, "--seconds", "1.2"));
    String workers = option(arguments, "--workers", "1");
    Protocol protocol = new Protocol(tasks.apply(workload), workload.inference());
    protocol.task.accept(0);
    double startup = secondsSinceStart();
    protocol.window(WARM_UP_WINDOWS * seconds);
    protocol.latencyCount = 0;
    for (int i = 0; i < WINDOWS; i++) {
      protocol.rates[i] = protocol.window(seconds);
    }
    System.out.println(protocol.line(peer, workload, workers, startup));
  }

  private static String option(List<String> arguments, String name, String usual) {
    int at = arguments.indexOf(name);
    return at < 0 ? usual : arguments.get(at + 1);
  }

  private static double secondsSinceStart() {
    double now = System.currentTimeMillis() / 1e3;
    String given = System.getenv("BENCH_T0");
    return now
        - (given == null
            ? ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3
            : Double.parseDouble(given));
  }

  /** Calls a second. No peer is so fast that reading the clock at each call would slow it. */
  private double window(double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * NANOS);
    int calls = 0;
    long after = start;
    while (after < end) {
      long before = after;
      task.accept(calls++);
      after = System.nanoTime();
      if (latencyCount < latencies.length) {
        latencies[latencyCount++] = (int) Math.min(Integer.MAX_VALUE, after - before);
      }
    }
    return calls * NANOS / (after - start);
  }

  private String line(String peer, DenseWorkload workload, String workers, double startup) {
    Arrays.sort(rates);
    Arrays.sort(latencies, 0, latencyCount);
    double rate = rates[WINDOWS / 2];
    return String.format(
        Locale.ROOT,
        "{\"peer\":\"%s\",\"workload\":\"%s\",\"threads\":%s,\"steps_per_s\":%.5g,"
            + "\"samples_per_s\":%.5g,\"p50_us\":%s,\"p99_us\":%s,\"rss_mb\":%d,"
            + "\"startup_s\":%.3f,\"spread\":%.4f,\"java\":\"%s\"}",
        peer,
        workload.name(),
        workers,
        rate,
        rate * workload.batch(),
        microseconds(0.5),
        microseconds(0.99),
        peakMegabytes(),
        startup,
        (rates[WINDOWS - 1] - rates[0]) / rate,
        System.getProperty("java.version"));
  }

  private String microseconds(double quantile) {
    return latencyCount == 0
        ? "null"
        : Double.toString(latencies[(int) (latencyCount * quantile)] / 1e3);
  }

  private static long peakMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0; // a system that does not say
    }
  }
}
