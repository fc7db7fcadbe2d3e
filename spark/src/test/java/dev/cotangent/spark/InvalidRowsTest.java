package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.data.DataException;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Columns and rows that do not fit a network. */
class InvalidRowsTest {

  private static final Model NETWORK = PredictionTable.network(3);

  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void rowsThatDoNotFitAreAnErrorOrLeftOutOrKept() {
    List<Row> rows =
        List.of(
            RowFactory.create(0, Vectors.dense(PredictionTable.row(0))),
            RowFactory.create(1, null),
            RowFactory.create(2, Vectors.dense(1, 2, 3)),
            RowFactory.create(3, Vectors.dense(1, 2, Double.NaN, 4, 5)),
            RowFactory.create(4, Vectors.dense(PredictionTable.row(4))));
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("features", SQLDataTypes.VectorType());
    Dataset<Row> data = cluster.session().createDataFrame(rows, schema).coalesce(1);
    CotangentClassificationModel model = CotangentClassificationModel.of(NETWORK);
    assertFails(model, data, "row 1 of partition 0: column 'features': null, expected a value");
    assertFails(
        model,
        data.where("id > 1"),
        "column 'features': 3 numbers, expected 5 for input 'features'");
    assertFails(
        model, data.where("id > 2"), "column 'features': number 2 is NaN, expected a number");
    Dataset<Row> skipped = model.copy(new ParamMap()).setHandleInvalid("skip").transform(data);
    assertThat(ids(skipped)).containsExactly(0, 4);
    Dataset<Row> kept = model.setHandleInvalid("keep").transform(data);
    assertThat(ids(kept)).containsExactly(0, 1, 2, 3, 4);
    assertThat(ids(kept.where("prediction is null and probability is null")))
        .containsExactly(1, 2, 3);
    assertThat(kept.where("id = 4").select("probability").first())
        .isEqualTo(skipped.where("id = 4").select("probability").first());
  }

  private static List<Integer> ids(Dataset<Row> data) {
    return data.collectAsList().stream().map(row -> row.<Integer>getAs("id")).toList();
  }

  private static void assertFails(
      CotangentClassificationModel model, Dataset<Row> data, String message) {
    assertThatThrownBy(() -> model.transform(data).collectAsList())
        .rootCause()
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void columnsAreCheckedBeforeAnythingRuns() {
    CotangentClassificationModel model = CotangentClassificationModel.of(NETWORK);
    StructType schema = PredictionTable.vectors(cluster.session()).schema();
    assertThatThrownBy(() -> model.transformSchema(schema.add("prediction", "double")))
        .hasMessage("transform: column 'prediction' is there already, expected a new name");
    model.setFeaturesCol("pixels");
    assertThatThrownBy(() -> model.transformSchema(schema))
        .hasMessage("transform: no column 'pixels', expected one of id, text, features");
    model.setFeaturesCol("text");
    assertThatThrownBy(() -> model.transformSchema(schema))
        .hasMessageStartingWith("transform: column 'text' is string, expected vectors,");
    model.setInputCols("id", "id");
    assertThatThrownBy(() -> model.transformSchema(schema))
        .hasMessage("transform: columns id, id: 2 numbers, expected 5 for input 'features' [5]");
    assertThatThrownBy(() -> CotangentClassificationModel.of(NETWORK, List.of("a")))
        .hasMessage("classification model: 1 class names, expected 3 for output [3]");
  }
}
