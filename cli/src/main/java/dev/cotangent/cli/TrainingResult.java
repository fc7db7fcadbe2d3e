package dev.cotangent.cli;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.Evaluation;
import dev.cotangent.training.History;
import dev.cotangent.training.Split;
import dev.cotangent.training.data.Task;
import java.util.List;
import java.util.Optional;

/**
 * What came out of a training.
 *
 * @param train how good the model is on what it was trained on, after the training
 * @param validation empty if there were no such samples
 * @param test empty if there were no such samples
 * @param checkpointFailure why the last checkpoint could not be written, if it could not
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

  /** The names of the metrics that tables and reports show. */
  List<String> metrics() {
    return Metrics.of(task, settings.metrics());
  }

  /** Whether the run was done before it was resumed. */
  boolean isOld() {
    return settings
        .continuation()
        .from()
        .map(checkpoint -> checkpoint.step() == history.steps())
        .orElse(false);
  }
}
