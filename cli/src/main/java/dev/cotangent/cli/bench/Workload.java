package dev.cotangent.cli.bench;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One of the networks that everything is measured on, and what is done with it.
 *
 * @param name as in W3 (training) or I1-W3 (inference)
 * @param sizes units of each layer, inputs first
 * @param batch samples in a step or a call
 * @param sigmoid whether all layers have a sigmoid and the loss is the mean squared error; else
 *     ReLU in the hidden layers, and softmax cross-entropy
 * @param inference whether it predicts rather than trains
 */
record Workload(String name, List<Integer> sizes, int batch, boolean sigmoid, boolean inference) {

  private static final List<Integer> LECTURE = List.of(3, 4, 4, 1);
  private static final List<Integer> DIGITS = List.of(64, 128, 64, 10);
  private static final List<Integer> MNIST = List.of(784, 512, 512, 10);
  private static final List<Integer> LARGE = List.of(1024, 2048, 2048, 1000);
  private static final long SEED = 1;

  /** All of them, in order. */
  static final List<Workload> ALL =
      List.of(
          new Workload("W1b1", LECTURE, 1, true, false),
          new Workload("W1b32", LECTURE, 32, true, false),
          new Workload("W2", DIGITS, 64, false, false),
          new Workload("W3", MNIST, 128, false, false),
          new Workload("W4", LARGE, 256, false, false),
          new Workload("I1-W2", DIGITS, 1, false, true),
          new Workload("I1-W3", MNIST, 1, false, true),
          new Workload("I2-W3", MNIST, 256, false, true));

  /**
   * The workload of that name.
   *
   * @throws BenchError if there is none
   */
  static Workload named(String name) {
    return ALL.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchError(
                    "unknown workload '" + name + "', expected all or some of " + names()));
  }

  static String names() {
    return ALL.stream().map(Workload::name).collect(Collectors.joining(", "));
  }

  int inputs() {
    return sizes.get(0);
  }

  int outputs() {
    return sizes.get(sizes.size() - 1);
  }

  Model build(Registry registry) {
    List<LayerSpec> layers = new ArrayList<>();
    int last = sizes.size() - 1;
    for (int i = 1; i <= last; i++) {
      layers.add(Dense.units(sizes.get(i)));
      if (sigmoid || i < last) {
        layers.add(Activate.with(sigmoid ? "sigmoid" : "relu"));
      }
    }
    return new Sequential(layers).build(Shape.of(inputs()), SEED, registry);
  }

  /**
   * Floating-point operations of the matrix products of one step or call: forward, and in training
   * the gradients of all weights and of all inputs but the first layer's.
   */
  double operations() {
    double forward = 0;
    for (int i = 1; i < sizes.size(); i++) {
      forward += 2.0 * batch * sizes.get(i - 1) * sizes.get(i);
    }
    double first = 2.0 * batch * sizes.get(0) * sizes.get(1);
    return inference ? forward : 3 * forward - first;
  }

  static List<Workload> of(List<String> names) {
    return names.equals(List.of("all")) ? ALL : names.stream().map(Workload::named).toList();
  }
}
