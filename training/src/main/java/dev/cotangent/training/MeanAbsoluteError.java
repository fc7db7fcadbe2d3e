package dev.cotangent.training;

/**
 * The mean of |prediction − target| over all elements of all samples by their weights, in the
 * targets' unit.
 */
public record MeanAbsoluteError() implements StreamingMetric {

  @Override
  public String id() {
    return "mae";
  }

  @Override
  public Running start(Measured measured) {
    return new MeanError(measured, Math::abs);
  }
}
