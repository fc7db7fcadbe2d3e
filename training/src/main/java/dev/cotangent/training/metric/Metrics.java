package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.text.Nearest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds metrics by the names shown in tables. */
public final class Metrics {

  private static final Pattern AVERAGED = Pattern.compile("(.+)_(macro|micro|weighted)");
  private static final Pattern F_BETA = Pattern.compile("f(\\d{1,6}(\\.\\d{1,6})?)");
  private static final Pattern TOP_K = Pattern.compile("accuracy_top(\\d{1,9})");

  private Metrics() {}

  /**
   * Like {@link #named(String, Registry)}, with the {@linkplain Registry#standard standard}
   * registry.
   */
  public static Metric named(String name) {
    return named(name, Registry.standard());
  }

  /**
   * Returns the metric with this name: an id of the registry such as {@code roc_auc}, a name with
   * settings such as {@code f1}, {@code f2}, {@code f1_macro}, {@code recall_weighted} or {@code
   * accuracy_top3}, or one of these for a {@linkplain ColumnMetric column} of several targets, such
   * as {@code mae:days}.
   *
   * @throws CotangentException if there is no such metric, listing the known ones
   */
  public static Metric named(String name, Registry registry) {
    if (registry.metrics().contains(name)) {
      return registry.metric(name);
    }
    int column = name.indexOf(ColumnMetric.SEPARATOR);
    if (column > 0 && column < name.length() - 1) {
      Metric whole = named(name.substring(0, column), registry);
      return ColumnMetric.of(whole, name.substring(column + 1));
    }
    Matcher averaged = AVERAGED.matcher(name);
    if (averaged.matches()) {
      Metric single = named(averaged.group(1), registry);
      if (single.attributes().has("average")) {
        return single.with(Attributes.none().with("average", averaged.group(2)));
      }
    }
    Matcher beta = F_BETA.matcher(name);
    if (beta.matches()) {
      return FBeta.of(Double.parseDouble(beta.group(1)), Average.BINARY);
    }
    Matcher top = TOP_K.matcher(name);
    if (top.matches()) {
      return TopKAccuracy.of(Integer.parseInt(top.group(1)));
    }
    throw unknown(name, registry);
  }

  private static CotangentException unknown(String name, Registry registry) {
    return new CotangentException(
        "there is no metric '"
            + name
            + "', expected one of "
            + registry.metrics()
            + ", or f1, f2, f1_macro, f1_micro, f1_weighted, accuracy_top3 and similar, or "
            + "mae:days for a column of several targets"
            + Nearest.hint(name, registry.metrics()));
  }
}
