package dev.cotangent.training;

/**
 * √(mean (prediction − target)²) over all elements of all samples by their weights, in the targets'
 * unit; computed in double precision.
 */
public record RootMeanSquaredError() implements StreamingMetric {

  static final String ID = "rmse";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Running start(Measured measured) {
    MeanError squares = new MeanError(measured, error -> error * error);
    return new Running() {
      @Override
      public void add(float[] outputs, int first, int rows) {
        squares.add(outputs, first, rows);
      }

      @Override
      public double value() {
        return Math.sqrt(squares.value());
      }
    };
  }
}
