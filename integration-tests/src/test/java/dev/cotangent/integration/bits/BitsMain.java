package dev.cotangent.integration.bits;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.result.History;
import java.util.Locale;

/**
 * Trains models for each number of workers and prints, a line each, model, number, the hash of the
 * parameters, how many calls the kernel set served, and its id. Workers share every phase.
 *
 * <p>Arguments: kernel sets, each followed by models with numbers of workers, as in {@code portable
 * large:1,2,16 vector large:1}.
 */
public final class BitsMain {

  private static final int EPOCHS = 2;

  private BitsMain() {}

  /** See the class. */
  public static void main(String[] args) {
    try (Registry registry = Registry.standard()) {
      Kernels kernels = registry.portable();
      for (String argument : args) {
        if (argument.contains(":")) {
          trainAll(argument.split(":", 2), kernels, registry);
        } else {
          kernels = registry.kernels(argument);
        }
      }
    }
  }

  private static void trainAll(String[] modelAndWorkers, Kernels kernels, Registry registry) {
    for (String workers : modelAndWorkers[1].split(",", -1)) {
      train(modelAndWorkers[0], kernels, workers, registry);
    }
  }

  private static void train(String name, Kernels kernels, String count, Registry registry) {
    BitsModel model = BitsModel.valueOf(name.toUpperCase(Locale.ROOT));
    try (ForkJoinWorkers workers = ForkJoinWorkers.of(Integer.parseInt(count), 0)) {
      History history = model.train(registry, kernels, workers, EPOCHS);
      Object calls = history.kernelCalls().get(kernels.id());
      System.out.println(
          name + " " + count + " " + history.sha256() + " " + calls + " " + kernels.id());
    }
  }
}
