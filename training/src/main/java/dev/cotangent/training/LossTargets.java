package dev.cotangent.training;

import dev.cotangent.core.DType;
import dev.cotangent.core.loss.Loss;
import java.util.OptionalInt;

/** What a loss makes of a data set. */
final class LossTargets {

  private LossTargets() {}

  /** Whether the loss takes two classes as the numbers 0 and 1. */
  static boolean areZeroAndOne(Loss loss, Dataset data) {
    return data.isClassification()
        && data.classes() == 2
        && loss.targetType() != DType.I32
        && loss.threshold().isPresent();
  }

  /** The data with the targets that the loss takes: the same, or two classes as 0 and 1. */
  static Dataset of(Loss loss, Dataset data) {
    return areZeroAndOne(loss, data) ? data.withNumbersForClasses() : data;
  }

  /** The data with a weight of 0 for samples of the class that the loss ignores. */
  static Dataset withoutIgnored(Loss loss, Dataset data) {
    OptionalInt ignored = loss.ignoredClass();
    if (ignored.isEmpty() || !data.isClassification() || data.size() == 0) {
      return data;
    }
    int width = Math.max(1, data.weightWidth());
    float[] weights = new float[Math.multiplyExact(data.size(), width)];
    for (int i = 0; i < weights.length; i++) {
      boolean counts = data.label(i / width) != ignored.getAsInt();
      weights[i] = counts ? data.weight(i / width, i % width) : 0;
    }
    return data.withWeights(weights);
  }
}
