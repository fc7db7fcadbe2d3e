package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Predictions of numbers, and networks with several inputs. */
class RegressionModelTest {

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
  void oneOutputIsADouble() {
    Model network = PredictionTable.network(1);
    float[] expected = network.predictor().predict(PredictionTable.SAMPLES);
    Dataset<Row> predicted =
        CotangentRegressionModel.of(network)
            .setPredictionCol("price")
            .transform(PredictionTable.vectors(cluster.session()));
    List<Double> prices = PredictionTable.values(predicted, "price");
    for (int i = 0; i < expected.length; i++) {
      assertThat(prices.get(i)).isEqualTo(expected[i]);
    }
  }

  @Test
  void severalOutputsAreAVector() {
    Model network = PredictionTable.network(4);
    float[] expected = network.predictor().predict(PredictionTable.SAMPLES);
    Dataset<Row> predicted =
        CotangentRegressionModel.of(network).transform(PredictionTable.vectors(cluster.session()));
    assertThat(PredictionTable.numbers(predicted, "prediction")).isEqualTo(expected);
  }

  @Test
  void severalInputsAreColumnsOfTheirNamesOrNamedOnes() {
    Model network = Network.TWO_INPUTS.model();
    CotangentRegressionModel model = CotangentRegressionModel.of(network);
    Dataset<Row> named = houses("numbers", "town");
    List<Double> expected = PredictionTable.values(model.transform(named), "prediction");
    assertThat(expected.get(3)).isEqualTo(price(network, 3));
    Dataset<Row> others = houses("a", "b").selectExpr("id", "a", "cast(b as double) b");
    model.setInputCols("town=b", "numbers=a");
    assertThat(PredictionTable.<Double>values(model.transform(others), "prediction"))
        .isEqualTo(expected);
  }

  @Test
  void anInputOfIntegersTakesNoFraction() {
    CotangentRegressionModel model = CotangentRegressionModel.of(Network.TWO_INPUTS.model());
    Dataset<Row> half = houses("numbers", "town").selectExpr("id", "numbers", "town + 0.5D town");
    assertThatThrownBy(() -> model.transform(half).collectAsList())
        .rootCause()
        .hasMessageContaining(".5, expected an integer");
    model.setInputCols("town=town", "size=numbers");
    assertThatThrownBy(() -> model.transformSchema(half.schema()))
        .hasMessageStartingWith("transform: inputCols 'size=numbers', expected an entry INPUT=");
  }

  private static double price(Model network, int id) {
    Map<String, Object> sample = Map.of("numbers", numbers(id), "town", new int[] {id % 7});
    return Objects.requireNonNull(network.predictor().predict(sample).get("price"))[0];
  }

  private static float[] numbers(int id) {
    return new float[] {id, 1, -id, 0.5f};
  }

  private static Dataset<Row> houses(String numbers, String town) {
    List<Row> rows = new ArrayList<>();
    for (int id = 0; id < 300; id++) {
      rows.add(RowFactory.create(id, Vectors.dense(id, 1, -id, 0.5), id % 7));
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add(numbers, SQLDataTypes.VectorType())
            .add(town, DataTypes.IntegerType);
    return cluster.session().createDataFrame(rows, schema).repartition(2);
  }
}
