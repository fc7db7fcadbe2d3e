package dev.cotangent.cli.bench;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.registry.Registry;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a workload from the start of the process on, counted in each half second: how soon
 * it runs at full speed.
 */
final class Series {

  private static final double NANOS = 1e9;
  private static final double BIN_SECONDS = 0.5;
  private static final int FIRST_STEPS = 500;

  private final double start;
  private final long startNanos = System.nanoTime();
  private final List<Json> steps = new ArrayList<>();
  private double firstSteps = Double.NaN;

  private Series(double start) {
    this.start = start;
  }

  /**
   * Counts steps until {@link BenchArguments#series} seconds after the start of the process, and
   * until step {@link BenchArguments#until} is done, and returns one line of results. {@code steps}
   * holds the number completed in each half second; {@code first_500_s} the seconds from the start
   * of the process to the end of step 500.
   */
  static JsonObject measure(Workload workload, BenchArguments arguments) {
    Series series = new Series(ProcessFigures.secondsSinceStart());
    try (Registry registry = Registry.standard();
        Task task = Task.of(workload, registry, arguments.workers().get(0))) {
      series.count(task, arguments.series(), arguments.until());
    }
    JsonObject.Builder line = JsonObject.builder();
    line.put("peer", "cotangent");
    line.put("workload", workload.name());
    line.put("threads", arguments.workers().get(0));
    line.put("first_500_s", Bench.rounded(series.firstSteps));
    line.put("rss_mb", Bench.rounded(ProcessFigures.peakMegabytes()));
    line.put("java", System.getProperty("java.version"));
    line.put("steps", JsonArray.of(series.steps));
    return line.build();
  }

  private void count(Task task, double seconds, int until) {
    int done = 0;
    int counted = 0;
    double now = seconds();
    for (double end = BIN_SECONDS; end <= seconds || done < until; end += BIN_SECONDS) {
      while (now < end) {
        task.run(done++);
        now = seconds();
        if (done == FIRST_STEPS) {
          firstSteps = now;
        }
      }
      steps.add(Json.of(done - counted));
      counted = done;
    }
  }

  /** Seconds since the start of the process. */
  private double seconds() {
    return start + (System.nanoTime() - startNanos) / NANOS;
  }
}
