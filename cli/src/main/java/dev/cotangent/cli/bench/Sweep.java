package dev.cotangent.cli.bench;

import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.registry.Registry;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A dense network in a range of sizes, all measured in one process: how the time of a training step
 * grows with the width of the hidden layers, their number, and the batch.
 */
enum Sweep {
  /** Two hidden layers of that width, batch 64. */
  WIDTH(16, 32, 64, 128, 256, 512, 1024, 2048, 4096) {
    @Override
    Workload workload(int width) {
      return point(width, hidden(width, 2), BATCH);
    }
  },

  /** A number of hidden layers of 64, batch 64. */
  DEPTH(1, 2, 4, 8, 16, 32, 64) {
    @Override
    Workload workload(int depth) {
      return point(depth, hidden(64, depth), BATCH);
    }
  },

  /** Two hidden layers of 512, in batches of that size. */
  BATCH_SIZE(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192) {
    @Override
    Workload workload(int batch) {
      return point(batch, hidden(512, 2), batch);
    }
  };

  private static final int BATCH = 64;
  private static final int INPUTS = 784;
  private static final int CLASSES = 10;

  private static final double WARM_UP_WINDOWS = 2.5;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<Integer> sizes;

  Sweep(int... sizes) {
    this.sizes = Arrays.stream(sizes).boxed().toList();
  }

  /** The sweep that one of these names is, or none if all are workloads. */
  static List<Sweep> named(List<String> names) {
    List<Sweep> sweeps =
        Arrays.stream(values()).filter(sweep -> names.contains("sweep-" + sweep.label())).toList();
    if (!sweeps.isEmpty() && names.size() > 1) {
      throw new BenchError("several names with a sweep, expected the sweep alone");
    }
    return sweeps;
  }

  /** The name of the quantity that grows. */
  String label() {
    return this == BATCH_SIZE ? "batch" : name().toLowerCase(Locale.ROOT);
  }

  /** The network of one size. */
  abstract Workload workload(int size);

  private static int[] hidden(int width, int depth) {
    int[] sizes = new int[depth + 2];
    Arrays.fill(sizes, width);
    sizes[0] = INPUTS;
    sizes[depth + 1] = CLASSES;
    return sizes;
  }

  /** A training of a dense network with ReLU. */
  private static Workload point(int size, int[] layers, int batch) {
    return new Workload(Integer.toString(size), Network.dense("relu", layers), batch, false);
  }

  /**
   * Measures all sizes in turn and prints a line for each. All sizes run once before, since the JVM
   * compiles a kernel again when it meets a size that its code was not made for.
   */
  void measure(BenchArguments arguments, PrintStream out) {
    try (Registry registry = Registry.standard()) {
      for (int size : sizes) {
        windows(size, registry, arguments, false);
      }
      for (int size : sizes) {
        out.println(line(size, windows(size, registry, arguments, true), arguments).compact());
        out.flush();
      }
    }
  }

  private Windows windows(int size, Registry registry, BenchArguments arguments, boolean measured) {
    try (Task task = Task.of(workload(size), registry, arguments.workerCount())) {
      Windows windows = new Windows(task, false);
      windows.warmUp(WARM_UP_WINDOWS * arguments.seconds());
      if (measured) {
        windows.measure(arguments.seconds());
      }
      return windows;
    }
  }

  private JsonObject line(int size, Windows windows, BenchArguments arguments) {
    JsonObject.Builder line = JsonObject.builder();
    line.put("peer", "cotangent");
    line.put("sweep", label());
    line.put("size", size);
    line.put("threads", arguments.workerCount());
    line.put("step_us", Bench.rounded(1e6 / windows.median()));
    line.put("spread", Bench.rounded(windows.spread()));
    line.put("flops", Bench.rounded(workload(size).operations()));
    line.put("java", System.getProperty("java.version"));
    return line.build();
  }
}
