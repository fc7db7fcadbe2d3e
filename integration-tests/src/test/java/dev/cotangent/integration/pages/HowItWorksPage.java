package dev.cotangent.integration.pages;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.pictures.GraphPicture;
import dev.cotangent.training.TrainStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The code of docs/how-it-works.md. */
public final class HowItWorksPage {

  private HowItWorksPage() {}

  /**
   * The numbers of one training step.
   *
   * @param gradient of the weight
   * @param weight after the step
   * @param sha256 of all parameters after the step
   * @param plan of the step
   */
  public record Step(List<Float> gradient, List<Float> weight, String sha256, String plan) {}

  /** The product, the value and the gradient by the weight; draws the graph. */
  public static List<Tensor> differentiate(Path file) throws IOException {
    Tensor x = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4); // two samples
    Tensor w = Tensor.of(Shape.of(2, 2), 0.5, -1, 0.25, 2);
    Tensor y = x.matmul(w);
    Tensor f = y.mul(y).mean();
    Tensor dw = Gradients.of(f, w).of(w);
    GraphPicture.of(f)
        .named(x, "X")
        .named(w, "W")
        .named(y, "Y")
        .named(f, "f")
        .withGradients()
        .write(file);
    return List.of(y.eval(), f.eval(), dw.eval());
  }

  /** One number, in two orders of summation. */
  public static List<Float> orders() {
    float first = 1e8f + 1 - 1e8f; // 0: 24 significant bits are too few for 100,000,001
    float other = 1e8f - 1e8f + 1; // 1
    return List.of(first, other);
  }

  /** Trains one step on a number of workers. */
  public static Step train(int count) {
    Model model = Sequential.of(Dense.of(2).withoutBias()).build(Shape.of(2), 7);
    model.store().write(model.parameter("0.weight"), new float[] {0.5f, 0.25f, -1, 2}); // Wᵀ
    try (Workers workers = ForkJoinWorkers.of(count);
        TrainStep step =
            TrainStep.compile(
                model,
                new MeanSquaredError(),
                Adam.of(1e-3),
                workers,
                model.registry().portable())) {
      step.run(new float[] {1, 2, 3, 4}, new float[4]); // targets of 0
      return new Step(
          floats(step.gradient("0.weight")),
          floats(model.store().read(model.parameter("0.weight"))),
          model.store().sha256(),
          step.describe(2));
    }
  }

  private static List<Float> floats(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return List.of(boxed);
  }
}
