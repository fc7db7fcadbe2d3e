package dev.cotangent.training.measure;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.BatchNames;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.objective.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A metric of an objective, bound to the tensors of a plan. For one thread. */
public final class BoundMetric {

  /** The names of the classes or columns of a target; empty if they are not known. */
  public interface TargetNaming {

    /** Knows no names. */
    TargetNaming UNKNOWN = target -> List.of();

    List<String> of(String target);
  }

  private static final float[] ALIKE = {};

  private final OutputMetric metric;
  private final MetricSource output;
  private final MetricSource target;
  private final Optional<MetricSource> weights;
  private final int weightWidth;
  private final MetricInput input;

  private BoundMetric(
      OutputMetric metric,
      MetricSource output,
      MetricSource target,
      Optional<MetricSource> weights,
      TargetNaming names) {
    this.metric = metric;
    this.output = output;
    this.target = target;
    this.weights = weights;
    checkRows();
    this.weightWidth = weights.map(this::weightWidth).orElse(0);
    this.input = input(names.of(metric.target()));
  }

  /**
   * Binds metrics to a plan.
   *
   * @param forward the defined forward pass
   * @param plan the plan's outputs, to which the tensors that the metrics need are added
   * @throws CotangentException if outputs, targets or weights are missing or do not fit, or a
   *     metric has the name of a part
   */
  public static List<BoundMetric> all(
      List<OutputMetric> metrics, Forward forward, List<Tensor> plan, TargetNaming names) {
    List<BoundMetric> bound = new ArrayList<>();
    for (OutputMetric metric : metrics) {
      if (forward.parts().stream().anyMatch(part -> part.name().equals(metric.name()))) {
        throw new CotangentException(
            "metric '"
                + metric.name()
                + "' has the name of a part of the objective, whose mean is a metric "
                + "already; rename it with OutputMetric.withName");
      }
      bound.add(of(metric, forward, plan, names));
    }
    return bound;
  }

  private static BoundMetric of(
      OutputMetric metric, Forward forward, List<Tensor> plan, TargetNaming names) {
    String said = "metric '" + metric.name() + "'";
    return new BoundMetric(
        metric,
        MetricSource.ofOutput(said, metric.output(), forward, plan),
        MetricSource.of(said, "target", metric.target(), forward, plan),
        weights(metric, forward).map(name -> MetricSource.of(said, "weights", name, forward, plan)),
        names);
  }

  /** The metric's own weights, otherwise those of its targets in the data set. */
  private static Optional<String> weights(OutputMetric metric, Forward forward) {
    String target = metric.target();
    if (metric.weights().isPresent() || !BatchNames.isTarget(target)) {
      return metric.weights();
    }
    return Optional.of(BatchNames.WEIGHTS + target.substring(BatchNames.TARGET.length()))
        .filter(forward.inputs()::containsKey);
  }

  private void checkRows() {
    if (!output.isFloat()) {
      throw wrong(output + ", expected F32");
    }
    if (output.rows() != target.rows()) {
      throw wrong(output + " and " + target + ", expected equally many rows");
    }
  }

  private int weightWidth(MetricSource source) {
    int each = target.sample().size();
    int width = source.sample().size();
    if (!source.isFloat() || source.rows() != target.rows() || (width != 1 && width != each)) {
      throw wrong(
          source
              + ", expected F32 with a weight for each row or each element of the target, as "
              + target);
    }
    return width;
  }

  private MetricInput input(List<String> names) {
    if (target.isFloat()) {
      return MetricInput.ofNumbers(output.sample(), target.sample()).withColumns(names);
    }
    int each = target.sample().size();
    int scores = each == 0 ? 0 : output.sample().size() / each;
    if (scores == 0 || scores * each != output.sample().size()) {
      throw wrong(output + " and " + target + ", expected scores for each class of the target");
    }
    List<String> classes =
        names.isEmpty()
            ? IntStream.range(0, Math.max(2, scores)).mapToObj(Integer::toString).toList()
            : names;
    return MetricInput.ofClasses(output.sample(), target.sample(), classes);
  }

  private CotangentException wrong(String message) {
    return new CotangentException(named(message));
  }

  private String named(String message) {
    return "metric '" + metric.name() + "': " + message;
  }

  /**
   * Starts a measurement.
   *
   * @throws CotangentException naming outputs and targets for which the metric is not defined
   */
  public RunningMetric start() {
    try {
      return RunningMetric.start(metric.name(), metric.metric(), input);
    } catch (PluginException broken) {
      throw broken;
    } catch (CotangentException said) {
      String message = named(output + ", " + target + ": " + said.getMessage());
      throw said instanceof ShapeException
          ? new ShapeException(message, said)
          : new CotangentException(message, said);
    }
  }

  /** Whether another plan gives the metric the same shapes, classes and columns. */
  boolean sees(BoundMetric other) {
    return input.equals(other.input);
  }

  /**
   * Reads the values of the last run.
   *
   * @throws CotangentException if a target with a weight is not a class, or a weight is not a
   *     finite number from 0
   */
  MetricBatch batch(Run run, Batch batch) {
    int rows = output.rows();
    float[] scores = output.floats(run, batch);
    float[] counts = weights.isPresent() ? weights.get().floats(run, batch) : ALIKE;
    checkWeights(counts, rows * weightWidth);
    if (target.isFloat()) {
      float[] numbers = target.floats(run, batch);
      return MetricBatch.ofNumbers(input, rows, scores, numbers, counts, weightWidth);
    }
    int[] labels = target.ints(run, batch);
    MetricBatch made = MetricBatch.ofClasses(input, rows, scores, labels, counts, weightWidth);
    for (int i = 0; i < made.elements(); i++) {
      if ((labels[i] < 0 || labels[i] >= input.classes()) && made.weight(i) > 0) {
        throw wrong(
            target
                + " and has "
                + labels[i]
                + " at "
                + i
                + ", expected a class from 0 to "
                + (input.classes() - 1)
                + "; give ignored elements weight 0");
      }
    }
    return made;
  }

  private void checkWeights(float[] counts, int length) {
    for (int i = 0; i < length; i++) {
      if (!(counts[i] >= 0 && counts[i] < Float.POSITIVE_INFINITY)) {
        throw wrong("weight " + i + " is " + counts[i] + ", expected a finite number, 0 or more");
      }
    }
  }
}
