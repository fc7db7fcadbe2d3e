package dev.cotangent.training.data;

/** A sample and its numeric target, for building a {@link Dataset} from a stream. */
public final class TargetedSample {

  private final float[] features;
  private final float[] target;

  private TargetedSample(float[] features, float... target) {
    this.features = features.clone();
    this.target = target.clone();
  }

  /**
   * Creates a sample.
   *
   * @param features the sample's elements, row-major; copied
   * @param target the target numbers, row-major; copied
   */
  public static TargetedSample of(float[] features, float... target) {
    return new TargetedSample(features, target);
  }

  float[] features() {
    return features;
  }

  float[] target() {
    return target;
  }
}
