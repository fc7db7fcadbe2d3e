package dev.cotangent.training.service;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.DatasetEvaluator;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.result.Evaluation;

/** {@link Evaluator} as the service behind {@link Model#evaluate}. Immutable, thread-safe. */
public final class StandardEvaluator implements DatasetEvaluator {

  /** For {@link java.util.ServiceLoader}. */
  public StandardEvaluator() {}

  @Override
  public Evaluation evaluate(Model model, Dataset data, Loss loss) {
    return Evaluator.of(model, loss).evaluate(data);
  }
}
