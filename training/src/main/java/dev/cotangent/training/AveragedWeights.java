package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import java.util.Optional;

/**
 * The averages of a model's weights in their place, for a while or for good; or nothing at all, if
 * they are not wanted. For one thread, between steps.
 */
final class AveragedWeights {

  private final Averages averages;
  private final int index;
  private final float[] weights;
  private final boolean wanted;
  private float[] kept = {};

  /**
   * The averages of a model.
   *
   * @param index of the model among those of the averages
   * @param wanted whether they are to take the place of its weights
   */
  AveragedWeights(Averages averages, int index, Model model, boolean wanted) {
    this.averages = averages;
    this.index = index;
    this.weights = model.store().array();
    this.wanted = wanted;
  }

  /** Does something while the model has the averages; afterwards it has its weights back. */
  void during(Runnable work) {
    if (!wanted) {
      work.run();
      return;
    }
    kept = kept.length == 0 ? weights.clone() : kept;
    System.arraycopy(weights, 0, kept, 0, weights.length);
    averages.addTo(weights, index);
    try {
      work.run();
    } finally {
      System.arraycopy(kept, 0, weights, 0, weights.length);
    }
  }

  /** Leaves the model with the averages, at the end. */
  void stay() {
    if (wanted) {
      averages.addTo(weights, index);
    }
  }

  /** A copy of the model with the averages as they are now, if there are any. */
  Optional<Model> copy() {
    return averages.has(index) ? Optional.of(averages.of(index)) : Optional.empty();
  }
}
