package dev.cotangent.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system knows about this process. */
final class ProcessFigures {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  /** The environment variable that tells when this process was started. */
  static final String STARTED = "BENCH_T0";

  private static final double KILO = 1024;

  private ProcessFigures() {}

  /**
   * Seconds since the time (in seconds since 1970) that the environment variable {@code BENCH_T0}
   * holds: when the parent started this process. Without it, seconds since the JVM began to
   * initialise itself, which is some hundredths later.
   */
  static double secondsSinceStart() {
    double now = System.currentTimeMillis() / 1e3; // first: what follows takes its own time
    String given = System.getenv(STARTED);
    return now
        - (given == null
            ? ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3
            : Double.parseDouble(given));
  }

  /** The most memory that was resident; NaN where the system does not say. */
  static double peakMegabytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK)) {
          return Math.floor(Double.parseDouble(line.replaceAll("\\D", "")) / KILO);
        }
      }
    } catch (IOException e) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
