package dev.cotangent.training;

/** The mean of |prediction − target| over all elements of all samples, in the targets' unit. */
public record MeanAbsoluteError() implements Metric {

  @Override
  public String id() {
    return "mae";
  }

  @Override
  public double of(float[] outputs, Dataset data) {
    double sum = 0;
    int at = 0;
    for (int row = 0; row < data.size(); row++) {
      for (float target : data.target(row)) {
        sum += Math.abs((double) outputs[at++] - target);
      }
    }
    return sum / at;
  }
}
