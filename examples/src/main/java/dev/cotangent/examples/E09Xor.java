package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;

/** Exclusive or, which no single layer can learn: two inputs, and 1 if they differ. */
public final class E09Xor {

  private static final float[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final float[] TARGETS = {0, 1, 1, 0};

  private E09Xor() {}

  /** Trains in a custom loop, and prints the network's output for each pair. */
  public static void main(String[] args) {
    Model model = train(1000);
    float[] outputs = model.predictor().predict(INPUTS);
    for (int row = 0; row < outputs.length; row++) {
      System.out.printf(
          "%.0f xor %.0f = %.3f%n", INPUTS[2 * row], INPUTS[2 * row + 1], outputs[row]);
    }
  }

  /** Trains a network for a number of steps on all four pairs. */
  static Model train(int steps) {
    Model model =
        Sequential.of(Dense.of(8), Activate.with(Activations.TANH), Dense.of(1))
            .build(Shape.of(2), 7);
    try (TrainStep step = TrainStep.compile(model, new MeanSquaredError(), Adam.of(0.02))) {
      for (int i = 0; i < steps; i++) {
        step.run(INPUTS, TARGETS);
      }
    }
    return model;
  }

  /** The largest absolute error over the four pairs. */
  static double worst(Model model) {
    float[] outputs = model.predictor().predict(INPUTS);
    double worst = 0;
    for (int row = 0; row < outputs.length; row++) {
      worst = Math.max(worst, Math.abs(outputs[row] - TARGETS[row]));
    }
    return worst;
  }
}
