package dev.cotangent.spark;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.result.History;

/** Trains every {@link NetworkCase} in one process and prints the bits, with 1 and 2 workers. */
final class NetworkMain {

  private NetworkMain() {}

  /** Arguments: kernel sets. */
  public static void main(String[] sets) {
    try (Registry registry = Registry.standard();
        Workers two = ForkJoinWorkers.of(2, 0)) {
      for (String set : sets) {
        for (NetworkCase each : NetworkCase.all()) {
          print(each, registry.kernels(set), "1 worker", Workers.serial());
          print(each, registry.kernels(set), "2 workers", two);
        }
      }
    }
  }

  private static void print(NetworkCase each, Kernels kernels, String count, Workers workers) {
    History history = train(each, kernels, workers);
    if (!history.kernels().equals(kernels.id())) {
      throw new AssertionError(history.kernels() + " instead of " + kernels.id());
    }
    System.out.println(
        each + "\t" + kernels.id() + ", " + count + "\t" + NetworkCase.bits(history));
  }

  private static History train(NetworkCase each, Kernels kernels, Workers workers) {
    return each.trainer().kernels(kernels).workers(workers).fit(each.train(), each.epochs());
  }
}
