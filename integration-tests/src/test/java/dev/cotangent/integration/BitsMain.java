package dev.cotangent.integration;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
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
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.History;
import dev.cotangent.training.Trainer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains the same model for each number of workers and prints, a line each, the number, the hash of
 * the parameters, and how many calls the kernel set served. Dropout, clipping, a schedule, Adam and
 * a last batch that is smaller take part.
 *
 * <p>Arguments: {@code small}, {@code large}, {@code recurrent} or {@code images}, the kernel set,
 * and the numbers of workers. The large model's steps take several milliseconds, and the workers
 * are told to share out every phase.
 */
public final class BitsMain {

  private BitsMain() {}

  /** See the class. */
  public static void main(String[] args) {
    String size = args[0];
    try (Registry registry = Registry.standard()) {
      for (int i = 2; i < args.length; i++) {
        int workers = Integer.parseInt(args[i]);
        History history = train(size, args[1], workers, registry);
        System.out.println(
            workers + " " + history.sha256() + " " + history.kernelCalls().get(args[1]));
      }
    }
  }

  private static History train(String size, String kernels, int count, Registry registry) {
    boolean large = size.equals("large");
    Model model = spec(size).build(sample(size), 7, registry);
    try (ForkJoinWorkers workers = ForkJoinWorkers.of(count, 0)) {
      return Trainer.of(model)
          .loss(CrossEntropy.ofClassIndices())
          .optimizer(Adam.of(1e-3))
          .schedule(new Cosine(40, 1e-5))
          .clipGlobalNorm(0.5)
          .batch(large ? 96 : 32)
          .workers(workers)
          .kernels(registry.kernels(kernels))
          .fit(data(sample(size), large ? 10 * 96 + 13 : 10 * 32), 2);
    }
  }

  private static LayerSpec spec(String size) {
    return switch (size) {
      case "large" ->
          Sequential.of(
              Dense.units(200),
              LayerNorm.axes(1),
              Activate.with("tanh"),
              Dropout.rate(0.2),
              Dense.units(100),
              Activate.with("sigmoid"),
              Dense.units(50),
              Activate.with("relu"),
              Dense.units(10));
      case "recurrent" ->
          Sequential.of(Lstm.hidden(24).returningSequences(), Lstm.hidden(19), Dense.units(10));
      case "images" ->
          Sequential.of(
              Conv2d.of(6, 3).padding(1, 0),
              Activate.with("relu"),
              MaxPool2d.of(2),
              Conv2d.of(8, 3, 2).groups(2).stride(1, 2).padding(1),
              Activate.with("tanh"),
              new Flatten(),
              Dropout.rate(0.2),
              Dense.units(10));
      case "normalized" ->
          Sequential.of(
              Conv2d.of(6, 3).padding(1),
              new BatchNorm2d(),
              Activate.with("gelu"),
              Residual.around(Conv2d.of(6, 3).padding(1), new BatchNorm2d(), Activate.with("silu")),
              AvgPool2d.of(2),
              new Flatten(),
              new RmsNorm(),
              Dense.units(24),
              new BatchNorm1d(),
              new Prelu(),
              Dense.units(10));
      case "tables" ->
          Sequential.of(
              Dense.units(8),
              Activate.with("relu"),
              new Embedding(64, 6),
              new Flatten(),
              Bilinear.of(24, 24, 12),
              Dense.units(10));
      case "sequences" ->
          Sequential.of(
              Parallel.add(
                  Sequential.of(Conv1d.of(6, 3).padding(1), Activate.with("mish")),
                  Sequential.of(Conv1d.of(6, 1), Activate.with("softplus"))),
              MaxPool1d.of(2),
              new Flatten(),
              Dense.units(10));
      default ->
          Sequential.of(Dense.units(32), Activate.with("tanh"), Dropout.rate(0.2), Dense.units(10));
    };
  }

  private static Shape sample(String size) {
    return switch (size) {
      case "recurrent" -> Shape.of(8, 8);
      case "images", "normalized" -> Shape.of(1, 8, 8);
      case "sequences" -> Shape.of(4, 16);
      default -> Shape.of(64);
    };
  }

  private static Dataset data(Shape sample, int rows) {
    RandomStream random = RandomStream.of(1, "data");
    float[] features = new float[rows * 64];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.uniform(i) - 0.5f;
    }
    int[] labels =
        IntStream.range(0, rows).map(row -> random.below(10, features.length + row)).toArray();
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return Dataset.classification(sample, features, labels, names);
  }
}
