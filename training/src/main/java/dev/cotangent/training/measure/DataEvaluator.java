package dev.cotangent.training.measure;

import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.Evaluation;
import java.util.Map;

/** Evaluates the trained models on a data set. */
public interface DataEvaluator {

  /** The loss and the metrics, in inference mode. */
  public Evaluation evaluate(Dataset data);

  /** The number of calls that each kernel set has served, by its id. */
  Map<String, Long> kernelCalls();
}
