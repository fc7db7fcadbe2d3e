package dev.cotangent.cli.bench;

import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.registry.Registry;
import java.util.Locale;
import java.util.Optional;

/** Profiles a workload in a separate window, after the measured ones. */
final class BenchProfile {

  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final Registry registry;
  private final int workers;
  private final double seconds;
  private int calls;

  private BenchProfile(Registry registry, BenchArguments arguments) {
    this.registry = registry;
    this.workers = arguments.workers().get(0);
    this.seconds = arguments.seconds();
  }

  /**
   * The profile as text; if the peak of the kernels is known, also each kernel's roofline, and the
   * predicted speed with more workers.
   */
  static String of(Workload workload, BenchArguments arguments) {
    try (Registry registry = Registry.standard()) {
      BenchProfile profile = new BenchProfile(registry, arguments);
      try (Task task = Task.profiled(workload, registry, profile.workers)) {
        profile.window(task); // warms up the code that reads the clock
      }
      try (Task task = Task.profiled(workload, registry, profile.workers)) {
        return profile.text(profile.window(task), task.figures());
      }
    }
  }

  private Profile window(Task task) {
    long end = System.nanoTime() + (long) (seconds * NANOS);
    calls = 0;
    do {
      task.run(calls++ & Integer.MAX_VALUE);
    } while (System.nanoTime() < end);
    return task.profile().orElseThrow();
  }

  private String text(Profile profile, PlanFigures figures) {
    Optional<Speeds> speeds = speeds(workers, figures);
    if (speeds.isEmpty()) {
      return profile.toString();
    }
    double rate = calls / profile.seconds();
    return profile.describe(speeds.get().machine())
        + step(rate, speeds.get(), figures)
        + "\npredicted with more workers:\n\n"
        + scaling(figures).table(figures);
  }

  private Optional<Speeds> speeds(int threads, PlanFigures figures) {
    return Speeds.of(Peak.gigaflops(registry.kernels().id(), threads), threads, figures);
  }

  private static String step(double rate, Speeds speeds, PlanFigures figures) {
    return String.format(
        Locale.ROOT,
        "a whole call with its update: roofline %.4g ms of %.4g ms, %.2f (peak %.4g GFLOP/s and"
            + " %.4g GB/s with %d worker%s)%n",
        MILLIS * figures.seconds(speeds.machine()) / speeds.threads(),
        MILLIS / rate,
        speeds.fraction(rate, figures),
        speeds.machine().operations() * speeds.threads() / NANOS,
        speeds.machine().bytes() * speeds.threads() / NANOS,
        speeds.threads(),
        speeds.threads() == 1 ? "" : "s");
  }

  private Scaling scaling(PlanFigures figures) {
    int processors = Runtime.getRuntime().availableProcessors();
    Speeds alone = speeds(1, figures).orElseThrow();
    Speeds all = speeds(processors, figures).orElseThrow();
    return new Scaling(alone.machine(), all.machine(), processors);
  }
}
