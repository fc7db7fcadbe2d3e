package dev.cotangent.cli.bench;

import dev.cotangent.core.text.Decimals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of {@code bench}.
 *
 * @param workloads the workloads to measure, at least one
 * @param workers the numbers of threads to measure with, each from 1 to {@value #MOST_WORKERS}
 * @param kernels the id of the kernel set to force, or empty for the registry's choice
 * @param seconds the length of each of the three windows; the warm-up takes 2.5 times as long
 * @param profile whether to profile one more window
 * @param series seconds from the start of the process whose steps are counted instead of windows; 0
 *     for windows
 */
record BenchArguments(
    List<Workload> workloads,
    List<Integer> workers,
    String kernels,
    double seconds,
    boolean profile,
    double series) {

  static final String USAGE =
      String.join(
          System.lineSeparator(),
          "Usage: cotangent bench WORKLOAD... | all [--workers N,...] [--kernels ID] [--seconds S]",
          "       [--profile] [--series S]",
          "Measures workloads, each in a separate process, and prints one JSON line per measurement;",
          "several measurements are also printed as a table on standard error.",
          "  WORKLOAD       " + Workload.names(),
          "  --workers N    number of worker threads, one or several numbers (default: 1)",
          "  --kernels ID   portable, vector or reference (default: chosen as in a training)",
          "  --seconds S    length of each of 3 windows, after a warm-up of 2.5 S (default: 1.2)",
          "  --profile      profile one more window, on standard error",
          "  --series S     count the steps of each half second, from the start of the process to",
          "                 second S, instead of windows, and the time to the end of step 500",
          "");

  private static final double WINDOW = 1.2;
  private static final String PROFILE = "--profile";
  private static final List<String> WITH_VALUE =
      List.of("--workers", "--kernels", "--seconds", "--series");
  private static final int MOST_WORKERS = 4096;

  /**
   * Parses the command line.
   *
   * @throws BenchError if an argument is wrong
   */
  static BenchArguments of(List<String> arguments) {
    List<String> names = new ArrayList<>();
    List<Integer> workers = List.of(1);
    String kernels = "";
    double seconds = WINDOW;
    boolean profile = false;
    double series = 0;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        names.add(argument);
        continue;
      }
      if (argument.equals(PROFILE)) {
        profile = true;
        continue;
      }
      String value = value(arguments, ++i, argument);
      switch (argument) {
        case "--workers" -> workers = workers(value);
        case "--kernels" -> kernels = kernels(value);
        case "--seconds" -> seconds = seconds(argument, value);
        case "--series" -> series = seconds(argument, value);
        default -> throw unknown(argument);
      }
    }
    if (names.isEmpty()) {
      throw new BenchError("no workload, expected all or some of " + Workload.names());
    }
    return new BenchArguments(Workload.of(names), workers, kernels, seconds, profile, series);
  }

  private static BenchError unknown(String option) {
    return new BenchError(
        "unknown option "
            + option
            + ", expected --workers, --kernels, --seconds, --profile or --series");
  }

  private static String value(List<String> arguments, int at, String option) {
    if (!WITH_VALUE.contains(option)) {
      throw unknown(option);
    }
    if (at >= arguments.size()) {
      throw new BenchError("option " + option + " has no value");
    }
    return arguments.get(at);
  }

  private static List<Integer> workers(String value) {
    return Arrays.stream(value.split(",", -1)).map(BenchArguments::workerCount).toList();
  }

  private static int workerCount(String value) {
    int workers = value.matches("\\d{1,4}") ? Integer.parseInt(value) : 0;
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new BenchError(
          "--workers: '" + value + "', expected a whole number from 1 to " + MOST_WORKERS);
    }
    return workers;
  }

  private static String kernels(String value) {
    if (!List.of("portable", "vector", "reference").contains(value)) {
      throw new BenchError("--kernels: '" + value + "', expected portable, vector or reference");
    }
    return value;
  }

  private static double seconds(String option, String value) {
    try {
      double seconds = Double.parseDouble(value);
      if (seconds > 0 && seconds <= 3600) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new BenchError(option + ": '" + value + "', expected a number above 0, up to 3600");
  }

  /** Whether there is one workload and one number of workers. */
  boolean single() {
    return workloads.size() == 1 && workers.size() == 1;
  }

  /** The arguments for one workload in a separate process. */
  List<String> alone(Workload workload, int count) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(workload.name(), "--workers", Integer.toString(count)));
    arguments.addAll(List.of("--seconds", Decimals.of(seconds)));
    if (!kernels.isEmpty()) {
      arguments.addAll(List.of("--kernels", kernels));
    }
    if (profile) {
      arguments.add(PROFILE);
    }
    if (series > 0) {
      arguments.addAll(List.of("--series", Decimals.of(series)));
    }
    return arguments;
  }
}
