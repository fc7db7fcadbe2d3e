package dev.cotangent.integration.pages;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Machine;
import dev.cotangent.core.plan.PlanFigures;
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

  /** Tells what bounds the time of a step. */
  static double bound(TrainStep step) {
    Machine machine = Machine.of(270e9, 130e9); // FLOP/s and bytes/s of one worker
    System.out.print(step.describe(128, machine.withTogether(540e9, 250e9)));
    PlanFigures figures = step.figures(128);
    double least = figures.seconds(machine); // the roofline of one worker
    double share = figures.efficiency(machine, 16); // predicted for 16 workers, 0 to 1
    return 16 * share / least; // steps per second of 16 workers, at most
  }
}
