package dev.cotangent.training;

/** A sample and the numbers to predict for it, on their way into a {@link Dataset}. */
public final class TargetedSample {

  private final float[] features;
  private final float[] target;

  /**
   * A sample.
   *
   * @param features its elements, row-major; copied
   * @param target the numbers, row-major; copied
   */
  public TargetedSample(float[] features, float... target) {
    this.features = features.clone();
    this.target = target.clone();
  }

  float[] features() {
    return features;
  }

  float[] target() {
    return target;
  }
}
