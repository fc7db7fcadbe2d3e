package dev.cotangent.cli;

import dev.cotangent.training.data.Task;
import java.util.List;

/** The metrics that tables and reports show for a task. */
final class Metrics {

  private Metrics() {}

  static List<String> of(Task task) {
    return task == Task.CLASSIFICATION ? List.of("accuracy") : List.of("rmse", "r2");
  }
}
