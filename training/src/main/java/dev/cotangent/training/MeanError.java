package dev.cotangent.training;

import java.util.function.DoubleUnaryOperator;

/**
 * The mean of a function of the errors of all elements of all samples, by their weights; what has
 * weight 0 is not looked at. Computed in double precision.
 */
final class MeanError implements StreamingMetric.Running {

  private final Dataset data;
  private final DoubleUnaryOperator function;
  private double sum;
  private double weights;

  MeanError(Measured measured, DoubleUnaryOperator function) {
    DatasetChecks.outputs(measured);
    this.data = measured.data();
    this.function = function;
  }

  @Override
  public void add(float[] outputs, int first, int rows) {
    int width = data.targetShape().size();
    for (int i = 0; i < rows * width; i++) {
      int row = first + i / width;
      double weight = data.weight(row, i % width);
      if (weight > 0) {
        double error = (double) outputs[i] - data.target(row, i % width);
        sum += weight * function.applyAsDouble(error);
        weights += weight;
      }
    }
  }

  @Override
  public double value() {
    return sum / weights;
  }
}
