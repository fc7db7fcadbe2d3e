package dev.cotangent.integration.bits;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.History;
import java.util.Locale;

/**
 * Trains models for each number of workers and prints, a line each, model, number, the hash of the
 * parameters, and how many calls the kernel set served. The workers are told to share out every
 * phase.
 *
 * <p>Arguments: the kernel set, then models with numbers of workers, as in {@code large:1,2,16}.
 */
public final class BitsMain {

  private static final int EPOCHS = 2;

  private BitsMain() {}

  /** See the class. */
  public static void main(String[] args) {
    try (Registry registry = Registry.standard()) {
      for (int i = 1; i < args.length; i++) {
        String[] parts = args[i].split(":", 2);
        for (String workers : parts[1].split(",", -1)) {
          train(parts[0], registry.kernels(args[0]), workers, registry);
        }
      }
    }
  }

  private static void train(String name, Kernels kernels, String count, Registry registry) {
    BitsModel model = BitsModel.valueOf(name.toUpperCase(Locale.ROOT));
    try (ForkJoinWorkers workers = ForkJoinWorkers.of(Integer.parseInt(count), 0)) {
      History history = model.train(registry, kernels, workers, EPOCHS);
      Object calls = history.kernelCalls().get(kernels.id());
      System.out.println(name + " " + count + " " + history.sha256() + " " + calls);
    }
  }
}
