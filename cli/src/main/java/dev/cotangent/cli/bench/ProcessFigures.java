package dev.cotangent.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Start-up time and peak memory of this process, from the operating system. */
final class ProcessFigures {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  /** The environment variable with the start time of this process, in seconds since 1970. */
  static final String STARTED = "BENCH_T0";

  private static final double KILO = 1024;

  private ProcessFigures() {}

  /**
   * Seconds since the parent started this process, by the environment variable {@value #STARTED}
   * (seconds since 1970). Without it, seconds since the JVM began to initialize, some hundredths
   * less.
   */
  static double secondsSinceStart() {
    double now = System.currentTimeMillis() / 1e3; // first, since the rest takes time
    String given = System.getenv(STARTED);
    return now
        - (given == null
            ? ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3
            : Double.parseDouble(given));
  }

  /** Peak resident memory in MiB; NaN if the system does not report it. */
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
