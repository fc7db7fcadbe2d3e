package dev.cotangent.training.data;

import dev.cotangent.core.Shape;
import java.util.List;
import java.util.stream.Stream;

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

  /** Collects samples in their order: see {@link Dataset#regression(Shape, Shape, Stream)}. */
  static Dataset collect(Shape sample, Shape target, List<TargetedSample> all) {
    float[] features =
        DatasetChecks.joined(sample, all.stream().map(each -> each.features).toList());
    float[] targets = DatasetChecks.joined(target, all.stream().map(each -> each.target).toList());
    return Dataset.regression(sample, features, target, targets);
  }
}
