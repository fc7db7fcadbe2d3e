package dev.cotangent.cli.bench;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.text.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A benchmark workload.
 *
 * @param name e.g. W3 (training) or I1-W3 (inference)
 * @param network the network
 * @param batch samples per step or call
 * @param inference whether to predict rather than train
 */
record Workload(String name, Network network, int batch, boolean inference) {

  private static final long SEED = 1;

  /** All workloads, in order. */
  static final List<Workload> ALL =
      List.of(
          new Workload("W1b1", Network.LECTURE, 1, false),
          new Workload("W1b32", Network.LECTURE, 32, false),
          new Workload("W2", Network.DIGITS, 64, false),
          new Workload("W3", Network.MNIST, 128, false),
          new Workload("W4", Network.LARGE, 256, false),
          new Workload("W5", Network.IMAGES, 64, false),
          new Workload("W6", Network.SEQUENCES, 32, false),
          new Workload("GPT", Network.TEXT, 16, false),
          new Workload("I1-W2", Network.DIGITS, 1, true),
          new Workload("I1-W3", Network.MNIST, 1, true),
          new Workload("I2-W3", Network.MNIST, 256, true));

  /**
   * The workload of that name.
   *
   * @throws BenchError if the name is unknown, with the known ones
   */
  static Workload named(String name) {
    return ALL.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchError(
                    "unknown workload '"
                        + name
                        + "', expected all or some of "
                        + names()
                        + Nearest.hint(name, ALL.stream().map(Workload::name).toList())));
  }

  static String names() {
    return ALL.stream().map(Workload::name).collect(Collectors.joining(", "));
  }

  /** The number of input values in a batch. */
  int batchInputs() {
    return batch * network.inputs();
  }

  /** The number of output values in a batch. */
  int batchOutputs() {
    return batch * network.outputs();
  }

  Model build(Registry registry) {
    return Model.build(network.layers(), network.input(), SEED, registry);
  }

  /**
   * Floating-point operations of the matrix products of one step or call: forward, and in training
   * the gradients of all weights and of all inputs but the first layer's.
   */
  double operations() {
    double forward = network.forward();
    return batch * (inference ? forward : 3 * forward - network.first());
  }

  static List<Workload> of(List<String> names) {
    return names.equals(List.of("all")) ? ALL : names.stream().map(Workload::named).toList();
  }
}
