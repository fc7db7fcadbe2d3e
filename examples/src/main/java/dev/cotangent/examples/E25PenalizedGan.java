package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Cosine;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Objective;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A generative adversarial network whose critic is kept at slopes of 1 by a gradient penalty
 * (Gulrajani and others, 2017). Two training steps share two models, and each step freezes the
 * other's. The real points have mean 1 and standard deviation 0.5 in both dimensions.
 */
public final class E25PenalizedGan {

  private static final Shape POINT = Shape.of(2);
  private static final int ROWS = 256;
  private static final int OF_CRITIC = 10;

  private E25PenalizedGan() {}

  /** Trains, and prints the mean norm of the critic's gradient. */
  public static void main(String[] args) {
    System.out.printf("mean norm of the slopes: %.3f%n", train(600, t -> t).quality());
  }

  /**
   * Both models; the quality is the mean norm of the critic's gradient between real and generated
   * points.
   */
  static Trained train(int steps, UnaryOperator<Trainer> engine) {
    Model generator = Model.build(network(2), POINT, 1);
    Model critic = Model.build(network(1), POINT, 2);
    Objective criticLoss =
        Objective.of(
                f -> {
                  Tensor fake = f.apply(generator, f.input("z", POINT));
                  Tensor real = f.context().normal("real", fake.shape()).mul(0.5).add(1);
                  f.part("real", f.apply(critic, real).neg());
                  f.part("fake", f.apply(critic, fake));
                  Tensor share = f.context().uniform("share", Shape.of(f.rows(), 1));
                  Tensor between = real.mul(share).add(fake.mul(share.neg().add(1)));
                  Tensor slope = Gradients.of(f.apply(critic, between).sum(), between).of(between);
                  Tensor norm = slope.square().sum(1).add(1e-12).sqrt();
                  f.part("penalty", norm.sub(1).square(), 10);
                  f.output("norm", norm.mean());
                })
            .model("generator", generator)
            .model("critic", critic);
    Objective forge =
        Objective.of(
                f -> f.part("fake", f.apply(critic, f.apply(generator, f.input("z", POINT))).neg()))
            .model("generator", generator)
            .model("critic", critic);
    Batch noise = Batch.of("z", noise());
    try (TrainStep criticStep = step(criticLoss, "generator/*", 8e-3, steps * OF_CRITIC, engine);
        TrainStep forging = step(forge, "critic/*", 2e-3, steps, engine)) {
      for (int i = 1; i <= steps * OF_CRITIC; i++) {
        criticStep.run(noise);
        if (i % OF_CRITIC == 0) {
          forging.run(noise);
        }
      }
      return new Trained(criticStep.output("norm")[0], List.of(generator, critic));
    }
  }

  private static LayerSpec network(int outputs) {
    LayerSpec silu = Activate.with(Activations.SILU);
    return Sequential.of(Dense.of(32), silu, Dense.of(32), silu, Dense.of(outputs));
  }

  private static TrainStep step(
      Objective objective, String frozen, double rate, int steps, UnaryOperator<Trainer> engine) {
    Adam adam = Adam.of(rate).withBetas(0.5, 0.9);
    Trainer trainer = Trainer.of(objective).optimizer(adam).schedule(Cosine.of(steps));
    return engine.apply(trainer.freeze(frozen)).step();
  }

  /** The noise that the generator turns into points. */
  static float[] noise() {
    RandomStream random = RandomStream.of(7, "noise");
    float[] noise = new float[2 * ROWS];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.normal(i);
    }
    return noise;
  }
}
