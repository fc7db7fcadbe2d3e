package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.data.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics that tables and reports show: the usual ones of a task, and those of an option. */
final class Metrics {

  /** The option's description in help texts. */
  static final String DESCRIPTION =
      "Metrics besides the usual ones, as in f1,roc_auc or f1_macro,accuracy_top3,precision_weighted;"
          + " mae:days is that of one column of several targets (default: none). docs/reference/metrics.md has all.";

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

  /** The usual metrics of a task and others, by name. */
  static List<String> of(Task task, List<Metric> others) {
    return Stream.concat(of(task).stream(), others.stream().map(Metric::name)).distinct().toList();
  }

  /**
   * The metrics that an option names.
   *
   * @throws UserError if one is unknown, naming those that there are
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
