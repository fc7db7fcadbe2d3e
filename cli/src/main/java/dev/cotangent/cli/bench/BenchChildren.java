package dev.cotangent.cli.bench;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.text.Decimals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Measures several workloads in child processes, one after another, and prints a table. */
final class BenchChildren {

  private static final double MILLIS = 1e3;

  private final PrintStream out;
  private final PrintStream err;
  private final List<JsonObject> results = new ArrayList<>();

  BenchChildren(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Measures each workload with each number of workers.
   *
   * @return the largest exit code of a child
   */
  int run(BenchArguments arguments) throws IOException, InterruptedException {
    int worst = 0;
    for (Workload workload : arguments.workloads()) {
      for (int workers : arguments.workers()) {
        worst = Math.max(worst, child(arguments.alone(workload, workers)));
      }
    }
    if (arguments.series() == 0 && arguments.trainings() == 1) {
      err.println(BenchTable.of(results));
    }
    return worst;
  }

  /** Runs a child with this JVM's command, flags and class path, and returns its exit code. */
  private int child(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BenchMain.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder
        .environment()
        .put(ProcessFigures.STARTED, Decimals.of(System.currentTimeMillis() / MILLIS));
    Process process = builder.start();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
        out.flush();
        results.add(Json.parseObject(line));
      }
    }
    return process.waitFor();
  }
}
