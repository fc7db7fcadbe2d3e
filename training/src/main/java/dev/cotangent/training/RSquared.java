package dev.cotangent.training;

/**
 * R² = 1 − Σ (prediction − target)² / Σ (target − mean target)²: 1 is perfect, 0 is as good as the
 * mean. With several numbers a sample, the mean of the R² of each. Where the targets are all equal
 * it is 1 if the predictions are exact and 0 otherwise, as in scikit-learn.
 */
public record RSquared() implements Metric {

  static final String ID = "r2";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public double of(float[] outputs, Dataset data) {
    int width = data.targetShape().size();
    double[] means = new double[width];
    double[] residuals = new double[width];
    double[] totals = new double[width];
    for (int row = 0; row < data.size(); row++) {
      float[] target = data.target(row);
      for (int i = 0; i < width; i++) {
        means[i] += target[i] / (double) data.size();
        residuals[i] += square((double) outputs[row * width + i] - target[i]);
      }
    }
    for (int row = 0; row < data.size(); row++) {
      float[] target = data.target(row);
      for (int i = 0; i < width; i++) {
        totals[i] += square(target[i] - means[i]);
      }
    }
    return mean(residuals, totals);
  }

  private static double mean(double[] residuals, double[] totals) {
    double sum = 0;
    for (int i = 0; i < totals.length; i++) {
      if (totals[i] != 0) {
        sum += 1 - residuals[i] / totals[i];
      } else if (residuals[i] == 0) {
        sum += 1;
      }
    }
    return sum / totals.length;
  }

  private static double square(double x) {
    return x * x;
  }
}
