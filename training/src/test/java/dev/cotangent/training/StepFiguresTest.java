package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Machine;
import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import org.junit.jupiter.api.Test;

/** Figures of a training step: its plan, the check of its gradients and its update. */
class StepFiguresTest {

  private static final Machine MACHINE = Machine.of(1e11, 1e10);

  private static TrainStep step(int width) {
    Model model = Sequential.of(Dense.of(width), Dense.of(10)).build(Shape.of(width), 7);
    return TrainStep.compile(model, CrossEntropy.ofClassIndices(), Adam.of(1e-3));
  }

  @Test
  void theUpdateCounts() {
    try (TrainStep step = step(16)) {
      PlanFigures figures = step.figures(8);
      double parameters = 16 * 16 + 16 + 16 * 10 + 10;
      // a gradient is checked, then read; a weight and two moments are read and written
      double update = 4 * parameters * (1 + 1 + 2 * 3);
      assertThat(figures.bounds(MACHINE))
          .filteredOn(bound -> bound.kernel().matches("gradient check|update by adam"))
          .extracting(PlanFigures.Bound::bytes)
          .containsExactlyInAnyOrder(4 * parameters, update - 4 * parameters);
      assertThat(step.describe(8, MACHINE))
          .startsWith(step.describe(8))
          .contains("update by adam", "efficiency");
    }
  }

  @Test
  void aSmallStepStaysOnOneWorkerAndALargeOneIsShared() {
    try (TrainStep small = step(16);
        TrainStep large = step(512)) {
      assertThat(small.figures(8).unsplitShare(MACHINE)).isEqualTo(1);
      assertThat(small.figures(8).efficiency(MACHINE, 2)).isEqualTo(0.5);
      assertThat(large.figures(256).unsplitShare(MACHINE)).isLessThan(0.3);
      assertThat(large.figures(256).efficiency(MACHINE, 2)).isBetween(0.7, 1.0);
    }
  }
}
