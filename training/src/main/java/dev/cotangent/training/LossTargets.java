package dev.cotangent.training;

import dev.cotangent.core.loss.Loss;
import java.util.OptionalInt;

/** Excludes the targets that a loss ignores. */
final class LossTargets {

  private LossTargets() {}

  /** Returns the data with weight 0 for elements of the class that the loss ignores. */
  static Dataset withoutIgnored(Loss loss, Dataset data) {
    OptionalInt ignored = loss.ignoredClass();
    if (ignored.isEmpty() || !data.isClassification() || data.size() == 0) {
      return data;
    }
    int width = data.targetShape().size();
    float[] weights = new float[Math.multiplyExact(data.size(), width)];
    for (int i = 0; i < weights.length; i++) {
      boolean counts = data.label(i / width, i % width) != ignored.getAsInt();
      weights[i] = counts ? data.weight(i / width, i % width) : 0;
    }
    return data.withWeights(weights);
  }
}
