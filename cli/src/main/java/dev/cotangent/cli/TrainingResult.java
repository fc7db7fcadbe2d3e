package dev.cotangent.cli;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.data.Split;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import dev.cotangent.training.table.Task;
import java.util.List;
import java.util.Optional;

/**
 * The trained model and its evaluations.
 *
 * @param model the trained model, its outputs in the unit of the targets
 * @param train the evaluation on the training samples, after the last epoch
 * @param validation the evaluation on the validation samples; empty if there are none
 * @param test the evaluation on the test samples; empty if there are none
 * @param checkpointFailure the error of the last checkpoint, if it could not be written
 */
record TrainingResult(
    TrainSettings settings,
    Task task,
    Loss loss,
    Split split,
    Model model,
    History history,
    Optional<Evaluation> train,
    Optional<Evaluation> validation,
    Optional<Evaluation> test,
    Optional<String> checkpointFailure) {

  /** The names of the metrics in tables and reports. */
  List<String> metrics() {
    return Metrics.of(task, settings.metrics());
  }

  /** Whether the run was already complete when it was resumed. */
  boolean isOld() {
    return settings
        .continuation()
        .from()
        .map(checkpoint -> checkpoint.step() == history.steps())
        .orElse(false);
  }
}
