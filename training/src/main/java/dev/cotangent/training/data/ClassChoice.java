package dev.cotangent.training.data;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Predictor;

/**
 * Maps a model's outputs to a class: the one with the highest score, the first of equal ones; for
 * one output and two classes, the second class if the output is above a threshold. A NaN score is
 * never chosen. Immutable, thread-safe.
 *
 * @param outputs number of model outputs: one for each class, or one for two classes
 * @param classes number of classes
 * @param threshold threshold of a single output
 */
public record ClassChoice(int outputs, int classes, double threshold) {

  /** The result if all scores are NaN. */
  public static final int NONE = -1;

  /**
   * Checks that outputs and classes fit together.
   *
   * @throws ShapeException if the outputs do not fit the classes
   */
  public ClassChoice {
    if (outputs != classes && !(outputs == 1 && classes == 2)) {
      throw new ShapeException(
          outputs
              + " outputs for "
              + classes
              + " classes, expected one for each class, or one for two classes");
    }
  }

  /**
   * The choice for a predictor's outputs, with its {@linkplain Predictor#threshold threshold}.
   *
   * @throws ShapeException if its outputs do not fit the classes
   */
  public static ClassChoice of(Predictor predictor, Dataset data) {
    int outputs = predictor.outputShape().size();
    return new ClassChoice(outputs, data.classes(), outputs == 1 ? predictor.threshold() : 0);
  }

  /** The class that some of the scores stand for, or {@link #NONE}. */
  public int compute(float[] scores, int offset) {
    return outputs == classes ? highest(scores, offset) : side(scores[offset]);
  }

  private int side(float score) {
    return Float.isNaN(score) ? NONE : score > threshold ? 1 : 0;
  }

  private int highest(float[] scores, int offset) {
    int best = NONE;
    for (int i = 0; i < outputs; i++) {
      float score = scores[offset + i];
      if (!Float.isNaN(score) && (best == NONE || score > scores[offset + best])) {
        best = i;
      }
    }
    return best;
  }
}
