package dev.cotangent.training.step;

import dev.cotangent.core.model.Model;
import java.util.Optional;

/**
 * Swaps the averages of a model's weights in, temporarily or for good; does nothing if they are not
 * wanted. Single-threaded; used between steps.
 */
public final class AveragedWeights {

  private final Averages averages;
  private final int index;
  private final float[] weights;
  private final boolean wanted;
  private float[] kept = {};

  /**
   * The averages of a model.
   *
   * @param index of the model among those of the averages
   * @param wanted whether the averages replace the model's weights
   */
  public AveragedWeights(Averages averages, int index, Model model, boolean wanted) {
    this.averages = averages;
    this.index = index;
    this.weights = model.store().array();
    this.wanted = wanted;
  }

  /** Runs an action while the model holds the averages, then restores its weights. */
  public void during(Runnable work) {
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

  /** Leaves the model with the averages at the end of a training. */
  public void stay() {
    if (wanted) {
      averages.addTo(weights, index);
    }
  }

  /** A copy of the model with the current averages, if there are any. */
  public Optional<Model> copy() {
    return averages.has(index) ? Optional.of(averages.of(index)) : Optional.empty();
  }
}
