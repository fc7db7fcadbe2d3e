package dev.cotangent.core.model;

import dev.cotangent.core.loss.Loss;

/**
 * Data that a model can be {@linkplain Model#evaluate evaluated} on, such as the data sets of
 * module {@code dev.cotangent.training}.
 *
 * @param <R> the result: loss and metrics
 */
@FunctionalInterface
public interface EvaluationData<R> {

  /** Evaluates a model in inference mode; changes nothing. */
  R evaluate(Model model, Loss loss);
}
