package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.text.Printable;

/**
 * A metric of one target column, as in {@code ColumnMetric.of(new Mae(), "days")}: a number, or one
 * label of a multi-label target. Columns are the positions along the last axis of the targets.
 *
 * @param metric the metric to compute
 * @param column name of the column, as given to {@link
 *     dev.cotangent.training.data.NumberTargets#of(java.util.List, float...)} or {@link
 *     dev.cotangent.training.data.LabelTargets}; or its index from 0 if no column has that name
 */
public record ColumnMetric(Metric metric, String column) implements Metric {

  /** Separates the names of metric and column. */
  static final char SEPARATOR = ':';

  private static final String COLUMN = "column";

  /** Checks that metric and column are given. */
  public ColumnMetric {
    Given.of("column metric: the metric", metric);
    Given.of("column metric: the column", column);
  }

  /** Creates a metric of the column with this name. */
  public static ColumnMetric of(Metric metric, String column) {
    return new ColumnMetric(metric, column);
  }

  /**
   * Creates a metric of a column by its index, from 0.
   *
   * @throws CotangentException if the index is negative
   */
  public static ColumnMetric of(Metric metric, int column) {
    if (column < 0) {
      throw new CotangentException(
          "column metric: the column is " + column + ", expected 0 or more");
    }
    return new ColumnMetric(metric, Integer.toString(column));
  }

  @Override
  public String id() {
    return metric.id();
  }

  /** For example {@code mae:days}. */
  @Override
  public String name() {
    return metric.name() + SEPARATOR + column;
  }

  /** The metric's attributes, and {@code column}. */
  @Override
  public Attributes attributes() {
    return metric.attributes().with(COLUMN, column);
  }

  @Override
  public ColumnMetric with(Attributes attributes) {
    return new ColumnMetric(
        metric.with(attributes.without(COLUMN)), attributes.text(COLUMN, column));
  }

  @Override
  public boolean higherIsBetter() {
    return metric.higherIsBetter();
  }

  /**
   * Starts a measurement.
   *
   * @throws CotangentException if the targets are classes, there is no such column, or the metric
   *     is not defined for it
   */
  @Override
  public MetricState start(MetricInput input) {
    input.requireNumbers(name());
    Shape target = input.target();
    int width = target.rank() == 0 ? 1 : target.dim(target.rank() - 1);
    int index = index(input, width);
    Shape one = Shape.of(target.size() / width);
    MetricInput own = MetricInput.ofNumbers(one, one).with(input.threshold(), input.scores());
    return new OfColumn(metric.start(own), own, index, width);
  }

  private int index(MetricInput input, int width) {
    int named = input.columnNames().indexOf(column);
    if (named >= 0) {
      return named;
    }
    for (int i = 0; i < width; i++) {
      if (column.equals(Integer.toString(i))) {
        return i;
      }
    }
    throw new CotangentException(
        metric.id()
            + ": the targets "
            + input.target()
            + " have no column '"
            + Printable.of(column)
            + "', expected "
            + (input.columnNames().isEmpty()
                ? "a number from 0 to " + (width - 1) + ", since their columns have no names"
                : "one of " + Printable.of(input.columnNames().toString())));
  }

  /** Passes one column of each batch to a state. */
  private static final class OfColumn implements MetricState {

    private final MetricState state;
    private final MetricInput input;
    private final int index;
    private final int width;
    private float[] outputs = {};
    private float[] targets = {};
    private float[] weights = {};

    OfColumn(MetricState state, MetricInput input, int index, int width) {
      this.state = state;
      this.input = input;
      this.index = index;
      this.width = width;
    }

    @Override
    public void add(MetricBatch batch) {
      int count = batch.elements() / width;
      if (outputs.length < count) {
        outputs = new float[count];
        targets = new float[count];
        weights = new float[count];
      }
      for (int i = 0; i < count; i++) {
        int element = i * width + index;
        outputs[i] = batch.output(element);
        targets[i] = batch.target(element);
        weights[i] = batch.weight(element);
      }
      int each = input.target().size();
      state.add(MetricBatch.ofNumbers(input, batch.rows(), outputs, targets, weights, each));
    }

    @Override
    public void merge(MetricState later) {
      state.merge(((OfColumn) later).state);
    }

    @Override
    public double compute() {
      return state.compute();
    }
  }
}
