package dev.cotangent.cli;

import dev.cotangent.training.data.Task;
import java.util.List;

/** The metrics that tables and reports show for a task. */
final class Metrics {

  private Metrics() {}

  static List<String> of(Task task) {
    return switch (task) {
      case CLASSIFICATION -> List.of("accuracy");
      case REGRESSION -> List.of("rmse", "r2");
      case MULTI_LABEL -> List.of();
    };
  }
}
