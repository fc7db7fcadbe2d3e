package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import java.util.List;

/** Measures how good a model is. */
public final class Evaluator {

  private Evaluator() {}

  /** Loss, and accuracy or RMSE and R², of the model as it is. */
  public static Evaluation evaluate(
      Model model, Dataset data, Loss loss, Workers workers, Kernels kernels) {
    return evaluate(model, data, loss, workers, kernels, List.of());
  }

  /** As above, with metrics besides. */
  public static Evaluation evaluate(
      Model model,
      Dataset data,
      Loss loss,
      Workers workers,
      Kernels kernels,
      List<Metric> metrics) {
    throw new UnsupportedOperationException();
  }
}
