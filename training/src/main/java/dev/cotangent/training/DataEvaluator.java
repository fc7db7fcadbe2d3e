package dev.cotangent.training;

import java.util.Map;

/** Evaluates the trained models on a data set. */
interface DataEvaluator {

  /** The loss and the metrics, in inference mode. */
  Evaluation evaluate(Dataset data);

  /** The number of calls that each kernel set has served, by its id. */
  Map<String, Long> kernelCalls();
}
