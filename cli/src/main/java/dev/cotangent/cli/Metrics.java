package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.table.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics in tables and reports: the usual ones of a task and those of an option. */
final class Metrics {

  /** The option's description in help texts. */
  static final String DESCRIPTION =
      "Metrics in addition to the default ones (accuracy; rmse and r2; binary_accuracy), e.g. f1,roc_auc or"
          + " f1_macro,accuracy_top3; mae:days is the metric of one of several targets. All are in"
          + " docs/reference/metrics.md.";

  private static final String OPTION = "--metric";

  private Metrics() {}

  /** The usual metrics of a task, by name. */
  static List<String> of(Task task) {
    return switch (task) {
      case CLASSIFICATION -> List.of("accuracy");
      case REGRESSION -> List.of("rmse", "r2");
      case MULTI_LABEL -> List.of("binary_accuracy");
    };
  }

  /** The usual metrics of a task, then the others, by name and without duplicates. */
  static List<String> of(Task task, List<Metric> others) {
    return Stream.concat(of(task).stream(), others.stream().map(Metric::name)).distinct().toList();
  }

  /**
   * The metrics in an option's value.
   *
   * @param names comma-separated, or null for none
   * @throws UserError if one is unknown, with the known ones, or occurs twice
   */
  static List<Metric> parse(@Nullable String names, Registry registry) {
    List<Metric> all = new ArrayList<>();
    if (names == null) {
      return all;
    }
    for (String name : names.split(",", -1)) {
      try {
        all.add(dev.cotangent.training.metric.Metrics.named(name.strip(), registry));
      } catch (CotangentException unknown) {
        throw new UserError(OPTION + ": " + unknown.getMessage(), unknown);
      }
    }
    if (all.stream().map(Metric::name).distinct().count() < all.size()) {
      throw Check.wrong(OPTION, "'" + names + "'", "each metric once");
    }
    return all;
  }
}
