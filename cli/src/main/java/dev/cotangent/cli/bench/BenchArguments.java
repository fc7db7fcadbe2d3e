package dev.cotangent.cli.bench;

import dev.cotangent.core.text.Decimals;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of {@code bench}.
 *
 * @param workloads the workloads to measure, at least one unless a sweep is
 * @param sweep the sweep to measure, instead of workloads
 * @param workers the numbers of threads to measure with, each from 1 to 4096
 * @param trainings the number of trainings that run at once in one process, from 1
 * @param kernels the id of the kernel set to force, or empty for the registry's choice
 * @param seconds the length of each of the three windows; the warm-up takes 2.5 times as long
 * @param profile whether to profile one more window
 * @param series seconds from the start of the process whose steps are counted instead of windows; 0
 *     for windows
 * @param until a series goes on until this step is done; 0 for no such step
 */
record BenchArguments(
    List<Workload> workloads,
    List<Sweep> sweep,
    List<Integer> workers,
    int trainings,
    String kernels,
    double seconds,
    boolean profile,
    double series,
    int until) {

  static final String USAGE =
      String.join(
          System.lineSeparator(),
          "Usage: cotangent bench WORKLOAD... | all [--workers N,...] [--kernels ID] [--seconds S]",
          "       [--profile] [--trainings N] [--series S [--until N]]",
          "   or: cotangent bench sweep-width | sweep-depth | sweep-batch [--kernels ID] [--seconds S]",
          "Measures workloads, each in a separate process, and prints one JSON line per measurement;",
          "several measurements are also printed as a table on standard error. A sweep measures one",
          "network in a range of sizes, all in one process.",
          "  WORKLOAD       " + Workload.names(),
          "  --workers N    number of worker threads, one or several numbers (default: 1)",
          "  --kernels ID   portable, vector or reference (default: chosen as in a training)",
          "  --seconds S    length of each of 3 windows, after a warm-up of 2.5 S (default: 1.2)",
          "  --profile      profile one more window, on standard error",
          "  --trainings N  run N trainings at once in one process and count the steps of all",
          "  --series S     count the steps of each half second, from the start of the process to",
          "                 second S, instead of windows, and the time to the end of step 500",
          "  --until N      go on with the series until step N is done",
          "");

  /**
   * Parses the command line.
   *
   * @throws BenchError if an argument is wrong
   */
  static BenchArguments of(List<String> arguments) {
    return BenchOptions.parse(arguments).arguments();
  }

  /** Whether there is one workload or one sweep, and one number of workers. */
  boolean single() {
    return workloads.size() + sweep.size() == 1 && workers.size() == 1;
  }

  /** The number of workers of a single measurement. */
  int workerCount() {
    return workers.get(0);
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
      arguments.add(BenchOptions.PROFILE);
    }
    if (trainings > 1) {
      arguments.addAll(List.of("--trainings", Integer.toString(trainings)));
    }
    if (series > 0) {
      arguments.addAll(List.of("--series", Decimals.of(series)));
      arguments.addAll(List.of("--until", Integer.toString(until)));
    }
    return arguments;
  }
}
