package dev.cotangent.examples;

import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Cosine;
import dev.cotangent.training.Batch;
import dev.cotangent.training.Objective;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A generative adversarial network whose critic is held to slopes of 1 by a penalty on its gradient
 * (Gulrajani and others, 2017). Two steps share two models, and each freezes the other's.
 */
public final class E25PenalizedGan {

  private static final Shape POINT = Shape.of(2);
  private static final int ROWS = 128;
  private static final int CRITICAL_STEPS = 5;
  private static final float[] MEAN = {1, -1};
  private static final float[] DEVIATION = {0.5f, 1.5f};

  private E25PenalizedGan() {}

  /** Trains, and prints how far the moments of the generated points are from the true ones. */
  public static void main(String[] args) {
    System.out.printf("error of mean and deviation: %.3f%n", train(1200, t -> t).quality());
  }

  /** Generator and critic; their quality is the largest error of a moment, or of the norms. */
  static Trained train(int steps, UnaryOperator<Trainer> engine) {
    LayerSpec spec = Sequential.of(Dense.units(32), Activate.with("silu"), Dense.units(2));
    Model generator = spec.build(POINT, 1);
    Model critic =
        Sequential.of(
                Dense.units(48),
                Activate.with("silu"),
                Dense.units(48),
                Activate.with("silu"),
                Dense.units(1))
            .build(POINT, 2);
    Objective judge =
        Objective.of(
                f -> {
                  Tensor real = f.input("real", POINT);
                  Tensor noise = f.context().normal("noise", real.shape());
                  Tensor fake = f.apply(generator, noise);
                  f.part("real", f.apply(critic, real).neg());
                  f.part("fake", f.apply(critic, fake));
                  Tensor share = f.context().uniform("share", Shape.of(f.rows(), 1));
                  Tensor between = real.mul(share).add(fake.mul(share.neg().add(1)));
                  Tensor slope = Gradients.of(f.apply(critic, between).sum(), between).of(between);
                  Tensor norm = slope.square().sum(1).add(1e-12).sqrt();
                  f.part("penalty", norm.sub(1).square(), 10);
                  f.output("norms", norm);
                })
            .model("generator", generator)
            .model("critic", critic);
    Objective forge =
        Objective.of(
                f -> {
                  Tensor noise = f.input("noise", POINT);
                  f.part("fake", f.apply(critic, f.apply(generator, noise)).neg());
                })
            .model("generator", generator)
            .model("critic", critic);
    RandomStream random = RandomStream.of(7, "points");
    float[] real = new float[2 * ROWS];
    float[] noise = new float[2 * ROWS];
    float[] norms = {};
    try (TrainStep judging = step(judge, "generator/*", steps * CRITICAL_STEPS, engine);
        TrainStep forging = step(forge, "critic/*", steps, engine)) {
      for (int i = 0; i < steps * CRITICAL_STEPS; i++) {
        for (int k = 0; k < real.length; k++) {
          noise[k] = (float) random.normal(i, 0, k);
          real[k] = MEAN[k % 2] + DEVIATION[k % 2] * (float) random.normal(i, 1, k);
        }
        judging.run(Batch.of("real", real));
        if (i % CRITICAL_STEPS == CRITICAL_STEPS - 1) {
          forging.run(Batch.of("noise", noise));
        }
      }
      norms = judging.output("norms");
    }
    return new Trained(error(generator, random, norms), List.of(generator, critic));
  }

  private static TrainStep step(
      Objective objective, String frozen, int steps, UnaryOperator<Trainer> engine) {
    Adam adam = Adam.of(4e-3).withBetas(0.5, 0.9);
    Trainer trainer = Trainer.of(objective).optimizer(adam).schedule(Cosine.over(steps));
    return engine.apply(trainer.freeze(frozen)).step();
  }

  private static double error(Model generator, RandomStream random, float[] norms) {
    float[] noise = new float[4000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.normal(i);
    }
    float[] points = generator.predictor().predict(noise);
    double worst = Math.abs(mean(norms, 0, 1) - 1);
    for (int axis = 0; axis < 2; axis++) {
      double mean = mean(points, axis, 2);
      float[] squares = new float[points.length];
      for (int i = 0; i < points.length; i++) {
        squares[i] = (float) Math.pow(points[i] - mean, 2);
      }
      worst = Math.max(worst, Math.abs(mean - MEAN[axis]));
      worst = Math.max(worst, Math.abs(Math.sqrt(mean(squares, axis, 2)) - DEVIATION[axis]));
    }
    return worst;
  }

  private static double mean(float[] values, int from, int stride) {
    double sum = 0;
    for (int i = from; i < values.length; i += stride) {
      sum += values[i] * stride / values.length;
    }
    return sum;
  }
}
