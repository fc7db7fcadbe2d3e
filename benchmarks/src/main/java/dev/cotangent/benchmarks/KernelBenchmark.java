package dev.cotangent.benchmarks;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.registry.Registry;
import org.openjdk.jmh.annotations.Param;

/** A kernel of either set. */
public abstract class KernelBenchmark extends LoopBenchmark {

  /** The id of the set. */
  @Param({"portable", "vector"})
  public String kernels = "portable";

  final Scratch scratch = Scratch.of();

  @Override
  final String kernels() {
    return kernels;
  }

  @Override
  public final void setUp() {
    try (Registry registry = Registry.standard()) {
      prepare(registry.kernels(kernels));
    }
  }

  abstract void prepare(Kernels set);
}
