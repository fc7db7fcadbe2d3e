package dev.cotangent.integration.pages;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;

/** The code of docs/plan.md. */
public final class PlanPage {

  private PlanPage() {}

  /** Describes the plan of a step. */
  public static void main(String[] args) {
    Model model =
        Sequential.of(
                Dense.of(128),
                Activate.with(Activations.RELU),
                Dense.of(64),
                Activate.with(Activations.RELU),
                Dense.of(10))
            .build(Shape.of(64), 7);
    try (TrainStep step = TrainStep.compile(model, CrossEntropy.ofClassIndices(), Adam.of(1e-3))) {
      System.out.print(step.describe(64));
    }
  }
}
