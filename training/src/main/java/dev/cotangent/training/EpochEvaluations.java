package dev.cotangent.training;

import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.DataEvaluator;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.step.Interruption;
import dev.cotangent.training.step.Stopwatch;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * Runs the evaluations at the end of each epoch. Single-threaded.
 *
 * @param validation the validation data, if any
 * @param training the training data, if it is evaluated too
 */
record EpochEvaluations(
    DataEvaluator validator,
    Optional<Dataset> validation,
    DataEvaluator trainer,
    Optional<Dataset> training,
    Stopwatch stopwatch,
    LongSupplier step) {

  Optional<Evaluation> ofValidation() {
    return validation.map(data -> evaluate(validator, data, "the validation"));
  }

  Optional<Evaluation> ofTraining() {
    return training.map(data -> evaluate(trainer, data, "the evaluation of the training data"));
  }

  private Evaluation evaluate(DataEvaluator evaluator, Dataset data, String what) {
    stopwatch.start();
    try {
      return evaluator.evaluate(data);
    } catch (CancellationException interrupted) {
      throw Interruption.orElse(interrupted, what, step.getAsLong());
    } finally {
      stopwatch.stop();
    }
  }

  /** The number of calls that each kernel set has served, by its id. */
  Map<String, Long> kernelCalls() {
    Map<String, Long> calls = new TreeMap<>(validator.kernelCalls());
    trainer.kernelCalls().forEach((id, count) -> calls.merge(id, count, Long::sum));
    return calls;
  }
}
