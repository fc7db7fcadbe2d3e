package dev.cotangent.training;

/** A sample and its class, on its way into a {@link Dataset}. */
public final class LabelledSample {

  private final float[] features;
  private final int label;

  /**
   * A sample.
   *
   * @param features its elements, row-major; copied
   * @param label the position of its class
   */
  public LabelledSample(float[] features, int label) {
    this.features = features.clone();
    this.label = label;
  }

  float[] features() {
    return features;
  }

  int label() {
    return label;
  }
}
