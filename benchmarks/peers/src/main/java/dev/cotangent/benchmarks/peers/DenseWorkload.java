package dev.cotangent.benchmarks.peers;

import java.util.Map;
import java.util.Random;

/**
 * A workload whose network is dense layers.
 *
 * @param sizes units of each layer, inputs first
 * @param regression whether all layers have a sigmoid and the loss is the mean squared error; else
 *     ReLU in the hidden layers, and softmax cross-entropy
 */
record DenseWorkload(String name, Sizes sizes, int batch, boolean regression, boolean inference) {

  static final int BATCHES = 8;
  static final double LEARNING_RATE = 1e-3;

  private static final Map<String, DenseWorkload> ALL =
      Map.of(
          "W1b1", new DenseWorkload("W1b1", Sizes.of(3, 4, 4, 1), 1, true, false),
          "W1b32", new DenseWorkload("W1b32", Sizes.of(3, 4, 4, 1), 32, true, false),
          "W2", new DenseWorkload("W2", Sizes.of(64, 128, 64, 10), 64, false, false),
          "W3", new DenseWorkload("W3", Sizes.of(784, 512, 512, 10), 128, false, false),
          "W4", new DenseWorkload("W4", Sizes.of(1024, 2048, 2048, 1000), 256, false, false),
          "I1-W2", new DenseWorkload("I1-W2", Sizes.of(64, 128, 64, 10), 1, false, true),
          "I1-W3", new DenseWorkload("I1-W3", Sizes.of(784, 512, 512, 10), 1, false, true),
          "I2-W3", new DenseWorkload("I2-W3", Sizes.of(784, 512, 512, 10), 256, false, true));

  static DenseWorkload named(String name) {
    DenseWorkload workload = ALL.get(name);
    if (workload == null) {
      throw new IllegalArgumentException("unknown workload " + name + ", expected " + ALL.keySet());
    }
    return workload;
  }

  /** Samples of one batch. */
  float[] samples(Random random) {
    float[] values = new float[batch * sizes.first()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Targets of one batch: numbers from 0 to 1, or the number of a class for each row. */
  float[] targets(Random random) {
    float[] values = new float[batch];
    for (int i = 0; i < batch; i++) {
      values[i] = regression ? random.nextFloat() : random.nextInt(sizes.last());
    }
    return values;
  }
}
