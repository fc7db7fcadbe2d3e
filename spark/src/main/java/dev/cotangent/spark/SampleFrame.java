package dev.cotangent.spark;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.spark.data.FrameColumns;
import dev.cotangent.spark.data.OrderedSamples;
import dev.cotangent.spark.data.SampleLayout;
import dev.cotangent.spark.ml.FeatureInputs;
import dev.cotangent.spark.ml.FeatureScaling;
import dev.cotangent.spark.ml.NetworkText;
import dev.cotangent.spark.ml.Widths;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Normalize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The rows of an estimator's samples. */
final class SampleFrame {

  private static final Signature ONE = Signature.of(Shape.of(1));

  private final CotangentEstimator<?, ?> stage;
  private final Dataset<Row> rows;
  private final Signature inputs;

  private SampleFrame(CotangentEstimator<?, ?> stage, Dataset<Row> rows, Signature inputs) {
    this.stage = stage;
    this.rows = rows;
    this.inputs = inputs;
  }

  static SampleFrame of(CotangentEstimator<?, ?> stage, Dataset<Row> rows, Signature inputs) {
    FeatureInputs.of("fit", inputs, stage.features().columns(stage, inputs), rows.schema());
    return new SampleFrame(stage, rows, inputs);
  }

  /**
   * Checks that all columns are there.
   *
   * @throws DataException if one is missing
   */
  static void check(CotangentEstimator<?, ?> stage, StructType schema) {
    for (String column : columns(stage)) {
      if (!schema.getFieldIndex(column).isDefined()) {
        String all = String.join(", ", schema.fieldNames());
        throw new DataException("fit: no column '" + column + "', expected one of " + all);
      }
    }
  }

  /** The columns that a training needs, in the rows that it may use. */
  static Dataset<Row> rows(CotangentEstimator<?, ?> stage, Dataset<?> data) {
    List<String> names = columns(stage);
    Column[] columns = names.stream().map(Widths::column).toArray(Column[]::new);
    Dataset<Row> rows = data.select(columns);
    if (stage.getOrDefault(stage.handleInvalid()).equals("skip")) {
      Column whole = functions.lit(true);
      for (Column column : columns) {
        whole = whole.and(column.isNotNull());
      }
      rows = rows.where(whole);
    }
    return rows;
  }

  private static List<String> columns(CotangentEstimator<?, ?> stage) {
    Signature inputs =
        stage.isSet(stage.inputs()) ? NetworkText.inputs(stage.getOrDefault(stage.inputs())) : ONE;
    List<String> names = new ArrayList<>(stage.featureColumns(inputs));
    names.add(stage.getOrDefault(stage.labelCol()));
    optional(stage).filter(stage::isSet).map(stage::getOrDefault).forEach(names::add);
    return names.stream().distinct().toList();
  }

  private static Stream<Param<String>> optional(CotangentEstimator<?, ?> stage) {
    return Stream.of(stage.weightCol(), stage.keyCol(), stage.validationIndicatorCol());
  }

  Signature inputs() {
    return inputs;
  }

  /** The samples to train on, in their order. */
  OrderedSamples<Row> training(SampleLayout layout) {
    return samples(training(), layout);
  }

  private Dataset<Row> training() {
    return marked().map(mark -> rows.where(mark.equalTo(false))).orElse(rows);
  }

  /** The scaling of the features of the samples to train on. */
  FeatureScaling scaling(Normalize.Kind kind) {
    FeatureInputs features =
        FeatureInputs.of("fit", inputs, stage.features().columns(stage, inputs), rows.schema());
    return FeatureScaling.of(training(), features, kind);
  }

  /** The validation data, if any are marked. */
  Optional<dev.cotangent.training.data.Dataset> validation(SampleLayout layout) {
    return marked().map(mark -> samples(rows.where(mark), layout).collect());
  }

  private Optional<Column> marked() {
    Param<String> column = stage.validationIndicatorCol();
    return stage.isSet(column)
        ? Optional.of(Widths.column(stage.getOrDefault(column)))
        : Optional.empty();
  }

  private OrderedSamples<Row> samples(Dataset<Row> of, SampleLayout layout) {
    OrderedSamples<Row> samples = OrderedSamples.of(of, frameColumns(), layout);
    return (boolean) stage.getOrDefault(stage.shuffle())
        ? samples.shuffledBy((long) stage.getOrDefault(stage.seed()))
        : samples;
  }

  private FrameColumns frameColumns() {
    FrameColumns columns = FrameColumns.ofTarget(stage.getOrDefault(stage.labelCol()));
    Map<String, List<String>> all =
        FeatureInputs.byInput("fit", inputs, stage.features().columns(stage, inputs));
    for (Map.Entry<String, List<String>> input : all.entrySet()) {
      columns = columns.withInput(input.getKey(), input.getValue().toArray(String[]::new));
    }
    if (stage.isSet(stage.weightCol())) {
      columns = columns.withWeight(stage.getOrDefault(stage.weightCol()));
    }
    return stage.isSet(stage.keyCol())
        ? columns.withKey(stage.getOrDefault(stage.keyCol()))
        : columns;
  }
}
