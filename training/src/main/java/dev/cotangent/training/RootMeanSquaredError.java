package dev.cotangent.training;

/**
 * √(mean (prediction − target)²) over all elements of all samples, in the targets' unit; computed
 * in double precision.
 */
public record RootMeanSquaredError() implements Metric {

  static final String ID = "rmse";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public double of(float[] outputs, Dataset data) {
    double sum = 0;
    int at = 0;
    for (int row = 0; row < data.size(); row++) {
      for (float target : data.target(row)) {
        double error = (double) outputs[at++] - target;
        sum += error * error;
      }
    }
    return Math.sqrt(sum / at);
  }
}
