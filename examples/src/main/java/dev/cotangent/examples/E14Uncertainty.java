package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.TargetedSample;
import java.util.stream.IntStream;

/**
 * A regression with its own uncertainty: the network outputs a mean and a log-variance, and a
 * custom loss maximizes the likelihood of the data (Nix and Weigend, 1994).
 */
public final class E14Uncertainty {

  private E14Uncertainty() {}

  /**
   * (log σ² + (y − μ)²/σ²) / 2: the negative log-likelihood of a normal distribution, up to a
   * constant.
   */
  record NormalLikelihood() implements Loss {

    @Override
    public String id() {
      return "normal_likelihood";
    }

    @Override
    public LossTerms terms(Tensor prediction, Tensor target) {
      Tensor mean = prediction.slice(1, 0, 1);
      Tensor logVariance = prediction.slice(1, 1, 2);
      Tensor squared = target.sub(mean).square();
      Tensor elements = logVariance.add(squared.mul(logVariance.neg().exp())).mul(0.5);
      return LossTerms.of(elements);
    }

    @Override
    public DType targetType() {
      return DType.F32;
    }

    @Override
    public Shape targetShape(Shape prediction) {
      return prediction.with(-1, 1);
    }
  }

  /** Prints mean and standard deviation where the noise is small and where it is large. */
  public static void main(String[] args) {
    Predictor predictor = train(60).predictor();
    for (float x : new float[] {-1, 0, 1}) {
      float[] output = predictor.predict(new float[] {x});
      System.out.printf(
          "x = %4.1f: %.2f ± %.2f, in truth %.2f ± %.2f%n",
          x, output[0], deviation(output), 2 * x, noise(x));
    }
  }

  /** A network trained for a number of epochs on y = 2x with noise that grows with x. */
  static Model train(int epochs) {
    Model model =
        Sequential.of(Dense.of(32), Activate.with(Activations.TANH), Dense.of(2))
            .build(Shape.of(1), 7);
    Trainer.of(model)
        .loss(new NormalLikelihood())
        .optimizer(Adam.of(0.01))
        .batch(64)
        .fit(data(2000), epochs);
    return model;
  }

  static Dataset data(int count) {
    RandomStream random = RandomStream.of(1, "uncertainty");
    return Dataset.regression(
        Shape.of(1), Shape.of(1), IntStream.range(0, count).mapToObj(row -> point(random, row)));
  }

  private static TargetedSample point(RandomStream random, int row) {
    float x = 3 * random.uniform(row) - 1.5f;
    return TargetedSample.of(
        new float[] {x}, (float) (2 * x + noise(x) * random.normal(0, row, 0)));
  }

  /** The standard deviation of the noise at x: from 0.05 on the left to 0.8 on the right. */
  static double noise(double x) {
    return 0.05 + 0.25 * (x + 1.5);
  }

  /** The standard deviation that the network's outputs stand for. */
  static double deviation(float[] output) {
    return StrictMath.exp(output[1] / 2);
  }
}
