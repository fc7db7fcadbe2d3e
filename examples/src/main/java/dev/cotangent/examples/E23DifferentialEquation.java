package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
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
 * A network that solves u″ = −π² sin πx with u(0) = u(1) = 0 (Raissi and others, 2019): one part of
 * the loss uses the network's own second derivative, another its values at the boundary.
 */
public final class E23DifferentialEquation {

  private static final Shape NUMBER = Shape.of(1);
  private static final int POINTS = 64;

  private E23DifferentialEquation() {}

  /** Trains, and prints the largest error. */
  public static void main(String[] args) {
    System.out.printf("largest error: %.5f%n", train(3000, trainer -> trainer).quality());
  }

  /** The network after a number of steps; the quality is the largest distance from sin πx. */
  static Trained train(int steps, UnaryOperator<Trainer> engine) {
    Model net =
        Sequential.of(
                Dense.of(24),
                Activate.with(Activations.TANH),
                Dense.of(24),
                Activate.with(Activations.TANH),
                Dense.of(1))
            .build(NUMBER, 7);
    Objective objective =
        Objective.of(
            net,
            f -> {
              Tensor x = f.input("x", NUMBER);
              Tensor slope = Gradients.of(f.apply(net, x).sum(), x).of(x);
              Tensor bend = Gradients.of(slope.sum(), x).of(x);
              Tensor right = x.mul(Math.PI).sin().mul(-Math.PI * Math.PI);
              f.part("equation", bend.sub(right).square());
              f.part("edges", f.apply(net, f.input("edge", NUMBER, "edges")).square(), 100);
            });
    Tensor x = Tensor.iota(POINTS).cast(DType.F32).add(0.5).div(POINTS);
    Batch batch = Batch.of("x", x.toFloats()).and("edge", new float[] {0, 1});
    Trainer trainer = Trainer.of(objective).optimizer(Adam.of(5e-3)).schedule(Cosine.of(steps));
    try (TrainStep step = engine.apply(trainer).step()) {
      for (int i = 0; i < steps; i++) {
        step.run(batch);
      }
    }
    return new Trained(worst(net), List.of(net));
  }

  private static double worst(Model net) {
    double worst = 0;
    for (int i = 0; i <= 100; i++) {
      float u = net.predictor().predict(new float[] {i / 100f})[0];
      worst = Math.max(worst, Math.abs(u - StrictMath.sin(Math.PI * i / 100)));
    }
    return worst;
  }
}
