package dev.cotangent.training;

import dev.cotangent.core.loss.Loss;
import java.util.OptionalInt;

/** What a loss leaves out of a data set. */
final class LossTargets {

  private LossTargets() {}

  /** The data with a weight of 0 for what has the class that the loss ignores. */
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
