package dev.cotangent.training.data;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.result.Evaluation;

/**
 * Evaluates models on data sets for {@link Model#evaluate}. A service of this module: data sets do
 * not depend on evaluations.
 */
public interface DatasetEvaluator {

  /** The mean loss and the default metrics, in inference mode. */
  Evaluation evaluate(Model model, Dataset data, Loss loss);
}
