package dev.cotangent.training;

/**
 * R² = 1 − Σ (prediction − target)² / Σ (target − mean target)², each by its weight: 1 is perfect,
 * 0 is as good as the mean. With several numbers a sample, the mean of the R² of each that has a
 * weight. Where the targets are all equal it is 1 if the predictions are exact and 0 otherwise, as
 * in scikit-learn.
 */
public record RSquared() implements StreamingMetric {

  static final String ID = "r2";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Running start(Measured measured) {
    DatasetChecks.outputs(measured);
    return new Residuals(measured.data());
  }

  private static final class Residuals implements Running {

    private final Dataset data;
    private final double[] squares;

    Residuals(Dataset data) {
      this.data = data;
      this.squares = new double[data.targetShape().size()];
    }

    @Override
    public void add(float[] outputs, int first, int rows) {
      int width = squares.length;
      for (int i = 0; i < rows * width; i++) {
        int row = first + i / width;
        double weight = data.weight(row, i % width);
        if (weight > 0) {
          double error = (double) outputs[i] - data.target(row, i % width);
          squares[i % width] += weight * error * error;
        }
      }
    }

    @Override
    public double value() {
      double sum = 0;
      int counted = 0;
      for (int element = 0; element < squares.length; element++) {
        TargetSpread spread = TargetSpread.of(data, element);
        sum += spread.weight() > 0 ? score(squares[element], spread) : 0;
        counted += spread.weight() > 0 ? 1 : 0;
      }
      return sum / counted;
    }

    private static double score(double residual, TargetSpread spread) {
      if (!spread.isConstant() || Double.isNaN(residual)) {
        return 1 - residual / spread.squares();
      }
      return residual == 0 ? 1 : 0;
    }
  }
}
