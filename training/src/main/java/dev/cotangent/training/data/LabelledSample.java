package dev.cotangent.training.data;

/** A sample and its class index, for building a {@link Dataset} from a stream. */
public final class LabelledSample {

  private final float[] features;
  private final int label;

  private LabelledSample(float[] features, int label) {
    this.features = features.clone();
    this.label = label;
  }

  /**
   * Creates a sample.
   *
   * @param features the sample's elements, row-major; copied
   * @param label index of its class
   */
  public static LabelledSample of(float[] features, int label) {
    return new LabelledSample(features, label);
  }

  float[] features() {
    return features;
  }

  int label() {
    return label;
  }
}
