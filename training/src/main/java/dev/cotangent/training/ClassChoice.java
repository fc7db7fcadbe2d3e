package dev.cotangent.training;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Predictor;

/**
 * Which class a model's outputs stand for: that of the highest score, the first of equal ones; with
 * one output and two classes the second one where the output is above a threshold. A score that is
 * NaN is never chosen. Immutable, safe for use by many threads.
 *
 * @param outputs how many outputs the model has: one for each class, or one for two classes
 * @param classes how many classes there are
 * @param threshold of a single output
 */
public record ClassChoice(int outputs, int classes, double threshold) {

  /** What is chosen where all scores are NaN. */
  public static final int NONE = -1;

  /**
   * Checks the numbers.
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
   * The choice of a predictor's answers, at its {@linkplain Predictor#threshold threshold}.
   *
   * @throws ShapeException if its outputs do not fit the classes
   */
  public static ClassChoice of(Predictor predictor, Dataset data) {
    int outputs = predictor.outputShape().size();
    return new ClassChoice(outputs, data.classes(), outputs == 1 ? predictor.threshold() : 0);
  }

  /** The class that some of the scores stand for, or {@link #NONE}. */
  public int of(float[] scores, int offset) {
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
