package dev.cotangent.core.plan.figures;

import dev.cotangent.core.work.Rows;
import java.util.List;

/**
 * The steps of a part of a phase, and the number of units into which it can be divided.
 *
 * @param steps its steps, in order
 */
public record PartFigures(Rows rows, int units, List<StepFigures> steps) {

  /** The least time in seconds of a block of that many units. */
  public double seconds(int block, Speed speed) {
    double seconds = 0;
    for (StepFigures step : steps) {
      seconds += step.seconds((double) block / units, speed);
    }
    return seconds;
  }

  /** The least time in seconds of the whole part; 0 without units. */
  public double seconds(Speed speed) {
    return units == 0 ? 0 : seconds(units, speed);
  }

  double operations() {
    return steps.stream().mapToDouble(StepFigures::operations).sum();
  }

  double bytes() {
    return steps.stream().mapToDouble(StepFigures::bytes).sum();
  }
}
