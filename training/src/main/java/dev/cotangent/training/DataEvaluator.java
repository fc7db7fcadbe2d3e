package dev.cotangent.training;

import java.util.Map;

/** Evaluates what is trained on a data set. */
interface DataEvaluator {

  /** The loss and the metrics, in inference mode. */
  Evaluation evaluate(Dataset data);

  /** How many calls each kernel set has served, by its id. */
  Map<String, Long> kernelCalls();
}
