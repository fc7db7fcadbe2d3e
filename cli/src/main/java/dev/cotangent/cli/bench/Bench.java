package dev.cotangent.cli.bench;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.core.registry.Registry;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** Measures one workload in this process. */
final class Bench {

  private static final double WARM_UP_WINDOWS = 2.5;

  private Bench() {}

  /**
   * Measures the workload and returns one line of results. Kernels are chosen as in any training:
   * unless a set is forced, the first steps run on the portable ones.
   */
  static JsonObject measure(Workload workload, BenchArguments arguments) {
    try (Registry registry = Registry.standard();
        Task task = Task.of(workload, registry, arguments.workers().get(0))) {
      task.run(0);
      double startup = ProcessFigures.secondsSinceStart();
      Windows windows = new Windows(task, workload.inference());
      windows.warmUp(WARM_UP_WINDOWS * arguments.seconds());
      double peak = Peak.gigaflops(registry.kernels().id(), arguments.workers().get(0));
      Map<String, Long> before = task.kernelCalls();
      windows.measure(arguments.seconds());
      String kernels = task.kernelsSince(before);
      double megabytes = ProcessFigures.peakMegabytes(); // before the arrays of the next probe
      PlanFigures figures = task.figures();
      double fraction =
          Speeds.of(peak, arguments.workers().get(0), figures)
              .map(speeds -> speeds.fraction(windows.median(), figures))
              .orElse(Double.NaN);
      JsonObject.Builder line = line(workload, arguments, windows, startup, kernels, megabytes);
      line.put("peak_fraction", rounded(windows.median() * workload.operations() / (peak * 1e9)));
      line.put("peak_gflops", rounded(peak));
      line.put("roofline_fraction", rounded(fraction));
      return line.build();
    }
  }

  private static JsonObject.Builder line(
      Workload workload,
      BenchArguments arguments,
      Windows windows,
      double startup,
      String kernels,
      double megabytes) {
    double rate = windows.median();
    JsonObject.Builder line = JsonObject.builder();
    line.put("peer", "cotangent");
    line.put("workload", workload.name());
    line.put("threads", arguments.workers().get(0));
    line.put("steps_per_s", rounded(rate));
    line.put("samples_per_s", rounded(rate * workload.batch()));
    line.put("p50_us", rounded(windows.microseconds(0.5)));
    line.put("p99_us", rounded(windows.microseconds(0.99)));
    line.put("rss_mb", rounded(megabytes));
    line.put("startup_s", rounded(startup));
    line.put("spread", rounded(windows.spread()));
    line.put("kernels", kernels);
    line.put("java", System.getProperty("java.version"));
    return line;
  }

  /** Four significant digits; NaN, for values that were not measured, becomes null. */
  static Json rounded(double value) {
    if (!Double.isFinite(value)) {
      return new Json.Null();
    }
    if (Math.abs(value) >= 1000) {
      return Json.of(Math.round(value));
    }
    return Json.of(new BigDecimal(value).round(new MathContext(4)).doubleValue());
  }
}
