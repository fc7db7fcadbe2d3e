package dev.cotangent.spark.ml;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.training.data.DataException;
import java.util.List;

/** The meaning of a model's outputs, and the last step that its predictors have. */
public enum Head {

  /** Any numbers. */
  NUMBERS,

  /** A logit for each of several classes. */
  LOGITS,

  /** A probability for each of several classes: the model ends in a softmax. */
  PROBABILITIES,

  /** The logit of the second of two classes. */
  LOGIT,

  /** The probability of the second of two classes: the model ends in a sigmoid. */
  PROBABILITY;

  private static final double HALF = 0.5;

  /**
   * The head of a classifier.
   *
   * @throws DataException if the output is not a row of scores
   */
  public static Head ofClassifier(Model model) {
    if (model.outputShape().rank() != 1) {
      throw new DataException(
          "classification model: output "
              + model.outputShape()
              + ", expected a score for each class, or one for the second of two");
    }
    if (model.outputShape().size() == 1) {
      return model.predictor().threshold() == HALF ? PROBABILITY : LOGIT;
    }
    return endsInSoftmax(model) ? PROBABILITIES : LOGITS;
  }

  private static boolean endsInSoftmax(Model model) {
    List<PluginUse> plugins = model.plugins();
    RegistryEntry last = plugins.get(plugins.size() - 1).plugin();
    return last.kind() == PluginKind.ACTIVATION && last.id().equals("softmax");
  }

  /** The output followed by its probabilities, where these are not the output itself. */
  Tensor lastStep(Tensor output) {
    return switch (this) {
      case LOGITS -> Tensor.concat(1, output, output.softmax());
      case LOGIT -> Tensor.concat(1, output, output.sigmoid());
      case NUMBERS, PROBABILITIES, PROBABILITY -> output;
    };
  }

  /**
   * The scores of the classes.
   *
   * @param from outputs after the last step
   * @param start where those of the row begin
   */
  double[] scores(float[] from, int start, int classes) {
    double score = from[start];
    return switch (this) {
      case LOGIT -> new double[] {-score, score};
      case PROBABILITY -> new double[] {1 - score, score};
      default -> doubles(from, start, classes);
    };
  }

  /** The probabilities of the classes; see {@link #scores}. */
  double[] probabilities(float[] from, int start, int classes) {
    return switch (this) {
      case LOGIT -> new double[] {1 - (double) from[start + 1], from[start + 1]};
      case LOGITS -> doubles(from, start + classes, classes);
      default -> scores(from, start, classes);
    };
  }

  private static double[] doubles(float[] from, int start, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = from[start + i];
    }
    return values;
  }

  /** The index of the highest score, the first of equal ones; NaN if one is NaN. */
  static double best(double[] scores) {
    int best = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        return Double.NaN;
      }
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }
}
