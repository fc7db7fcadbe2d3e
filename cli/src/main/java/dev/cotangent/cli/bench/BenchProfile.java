package dev.cotangent.cli.bench;

import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.registry.Registry;

/** Profiles a workload in a separate window, after the measured ones. */
final class BenchProfile {

  private static final double NANOS = 1e9;

  private BenchProfile() {}

  static Profile of(Workload workload, BenchArguments arguments) {
    try (Registry registry = Registry.standard()) {
      window(workload, registry, arguments); // warms up the code that reads the clock
      return window(workload, registry, arguments);
    }
  }

  private static Profile window(Workload workload, Registry registry, BenchArguments arguments) {
    try (Task task = Task.profiled(workload, registry, arguments.workers().get(0))) {
      long end = System.nanoTime() + (long) (arguments.seconds() * NANOS);
      int call = 0;
      do {
        task.run(call++ & Integer.MAX_VALUE);
      } while (System.nanoTime() < end);
      return task.profile().orElseThrow();
    }
  }
}
