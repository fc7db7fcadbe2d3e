package dev.cotangent.integration.bits;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.AvgPool2d;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.BatchNorm2d;
import dev.cotangent.layers.Bilinear;
import dev.cotangent.layers.Conv1d;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.LayerNorm;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.MaxPool1d;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Parallel;
import dev.cotangent.layers.Prelu;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.RmsNorm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Cosine;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import java.util.stream.IntStream;

/**
 * Networks of ten classes that are trained by Adam with a schedule and clipping, and whose last
 * batch may be smaller. The steps of {@link #LARGE} take several milliseconds.
 */
public enum BitsModel {
  /** A perceptron with layer norm and dropout. */
  LARGE(
      Shape.of(64),
      Sequential.of(
          Dense.of(200),
          LayerNorm.of(1),
          Activate.with("tanh"),
          Dropout.of(0.2),
          Dense.of(100),
          Activate.with("sigmoid"),
          Dense.of(50),
          Activate.with("relu"),
          Dense.of(10))),
  /** One hidden layer. */
  SMALL(
      Shape.of(64),
      Sequential.of(Dense.of(32), Activate.with("tanh"), Dropout.of(0.2), Dense.of(10))),
  /** Two LSTMs. */
  RECURRENT(
      Shape.of(8, 8), Sequential.of(Lstm.of(32).withReturnSequences(), Lstm.of(19), Dense.of(10))),
  /** Convolutions with strides, groups and padding. */
  IMAGES(
      Shape.of(1, 8, 8),
      Sequential.of(
          Conv2d.of(6, 3).withPadding(1, 0),
          Activate.with("relu"),
          MaxPool2d.of(2),
          Conv2d.of(8, 3, 2).withGroups(2).withStride(1, 2).withPadding(1),
          Activate.with("tanh"),
          new Flatten(),
          Dropout.of(0.2),
          Dense.of(10))),
  /** Batch norm, RMS norm and a residual block. */
  NORMALIZED(
      Shape.of(1, 8, 8),
      Sequential.of(
          Conv2d.of(6, 3).withPadding(1),
          new BatchNorm2d(),
          Activate.with("gelu"),
          Residual.of(Conv2d.of(6, 3).withPadding(1), new BatchNorm2d(), Activate.with("silu")),
          AvgPool2d.of(2),
          new Flatten(),
          new RmsNorm(),
          Dense.of(24),
          new BatchNorm1d(),
          new Prelu(),
          Dense.of(10))),
  /** An embedding and a bilinear layer. */
  TABLES(
      Shape.of(64),
      Sequential.of(
          Dense.of(8),
          Activate.with("relu"),
          Embedding.of(64, 6),
          new Flatten(),
          Bilinear.of(24, 24, 12),
          Dense.of(10))),
  /** Two branches of convolutions along one axis. */
  SEQUENCES(
      Shape.of(4, 16),
      Sequential.of(
          Parallel.add(
              Sequential.of(Conv1d.of(6, 3).withPadding(1), Activate.with("mish")),
              Sequential.of(Conv1d.of(6, 1), Activate.with("softplus"))),
          MaxPool1d.of(2),
          new Flatten(),
          Dense.of(10)));

  @SuppressWarnings("ImmutableEnumChecker") // immutable, but not annotated so
  private final Shape sample;

  @SuppressWarnings("ImmutableEnumChecker") // immutable, but not annotated so
  private final LayerSpec spec;

  BitsModel(Shape sample, LayerSpec spec) {
    this.sample = sample;
    this.spec = spec;
  }

  /** Trains it. */
  History train(Registry registry, Kernels kernels, Workers workers, int epochs) {
    int batch = this == LARGE ? 96 : 32;
    return trainer(Model.build(spec, sample, 7, registry), kernels, batch)
        .workers(workers)
        .fit(data(this == LARGE ? 10 * batch + 13 : 10 * batch), epochs);
  }

  private static Trainer trainer(Model model, Kernels kernels, int batch) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .schedule(new Cosine(40, 1e-5))
        .clipGlobalNorm(0.5)
        .batch(batch)
        .kernels(kernels);
  }

  private Dataset data(int rows) {
    RandomStream random = RandomStream.of(1, "data");
    float[] features = new float[rows * sample.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.uniform(i) - 0.5f;
    }
    int[] labels =
        IntStream.range(0, rows).map(row -> random.below(10, features.length + row)).toArray();
    return Dataset.classification(sample, features, labels, 10);
  }
}
