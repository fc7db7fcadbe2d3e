package dev.cotangent.training;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;

/** {@link Evaluator} as the service behind {@link Model#evaluate}. Immutable, thread-safe. */
public final class StandardEvaluator implements DatasetEvaluator {

  /** For {@link java.util.ServiceLoader}. */
  public StandardEvaluator() {}

  @Override
  public Evaluation evaluate(Model model, Dataset data, Loss loss) {
    return Evaluator.of(model, loss).evaluate(data);
  }
}
