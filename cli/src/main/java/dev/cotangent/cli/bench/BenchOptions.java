package dev.cotangent.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command line of {@code bench}, split into names and options with their values. */
final class BenchOptions {

  static final String PROFILE = "--profile";

  private static final String WORKERS = "--workers";
  private static final String TRAININGS = "--trainings";
  private static final String KERNELS = "--kernels";
  private static final String SECONDS = "--seconds";
  private static final String SERIES = "--series";
  private static final String UNTIL = "--until";
  private static final List<String> WITH_VALUE =
      List.of(WORKERS, TRAININGS, KERNELS, SECONDS, SERIES, UNTIL);

  private static final String WINDOW = "1.2";
  private static final int MOST_WORKERS = 4096;
  private static final int MOST_TRAININGS = 64;
  private static final int MOST_STEPS = 999_999;

  private final List<String> names = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  private BenchOptions() {}

  static BenchOptions parse(List<String> arguments) {
    BenchOptions options = new BenchOptions();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        options.names.add(argument);
      } else if (argument.equals(PROFILE)) {
        options.values.put(PROFILE, "");
      } else {
        options.values.put(argument, value(arguments, ++i, argument));
      }
    }
    return options;
  }

  private static String value(List<String> arguments, int at, String option) {
    if (!WITH_VALUE.contains(option)) {
      throw new BenchError(
          "unknown option "
              + option
              + ", expected "
              + String.join(", ", WITH_VALUE)
              + " or "
              + PROFILE);
    }
    if (at >= arguments.size()) {
      throw new BenchError("option " + option + " has no value");
    }
    return arguments.get(at);
  }

  BenchArguments arguments() {
    if (names.isEmpty()) {
      throw new BenchError("no workload, expected all or some of " + Workload.names());
    }
    List<Sweep> sweep = Sweep.named(names);
    BenchArguments arguments =
        new BenchArguments(
            sweep.isEmpty() ? Workload.of(names) : List.of(),
            sweep,
            workers(values.getOrDefault(WORKERS, "1")),
            wholeNumber(TRAININGS, values.getOrDefault(TRAININGS, "1"), MOST_TRAININGS),
            kernels(values.getOrDefault(KERNELS, "")),
            seconds(SECONDS, values.getOrDefault(SECONDS, WINDOW)),
            values.containsKey(PROFILE),
            values.containsKey(SERIES) ? seconds(SERIES, values.get(SERIES)) : 0,
            values.containsKey(UNTIL) ? wholeNumber(UNTIL, values.get(UNTIL), MOST_STEPS) : 0);
    checkCombination(arguments);
    return arguments;
  }

  private void checkCombination(BenchArguments arguments) {
    if (arguments.until() > 0 && arguments.series() == 0) {
      throw new BenchError("--until is given without --series, expected both");
    }
    boolean several = arguments.trainings() > 1;
    if (several && (arguments.series() > 0 || arguments.profile())) {
      throw new BenchError(
          "--trainings is given with --series or --profile, expected only one of them");
    }
    if (several && arguments.workloads().stream().anyMatch(Workload::inference)) {
      throw new BenchError("--trainings is given with a prediction, expected workloads that train");
    }
    boolean windows = !several && arguments.series() == 0 && !arguments.profile();
    if (!arguments.sweep().isEmpty() && !(arguments.single() && windows)) {
      throw new BenchError("a sweep is given with more, expected only --kernels and --seconds");
    }
  }

  private static List<Integer> workers(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(part -> wholeNumber(WORKERS, part, MOST_WORKERS))
        .toList();
  }

  private static int wholeNumber(String option, String value, int most) {
    int number = value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
    if (number < 1 || number > most) {
      throw new BenchError(option + ": '" + value + "', expected a whole number from 1 to " + most);
    }
    return number;
  }

  private static String kernels(String value) {
    if (!List.of("", "portable", "vector", "reference").contains(value)) {
      throw new BenchError(KERNELS + ": '" + value + "', expected portable, vector or reference");
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
}
