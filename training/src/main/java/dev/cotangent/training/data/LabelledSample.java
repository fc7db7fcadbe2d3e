package dev.cotangent.training.data;

import dev.cotangent.core.Shape;
import java.util.List;
import java.util.stream.Stream;

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

  /** Collects samples in their order: see {@link Dataset#classification(Shape, Stream, List)}. */
  static Dataset collect(Shape sample, List<LabelledSample> all, List<String> classNames) {
    float[] features =
        DatasetChecks.joined(sample, all.stream().map(each -> each.features).toList());
    int[] labels = all.stream().mapToInt(each -> each.label).toArray();
    return Dataset.classification(sample, features, labels, classNames);
  }
}
