package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models as SQL functions. */
class CotangentFunctionsTest {

  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(2);
    SparkSession spark = cluster.session();
    PredictionTable.vectors(spark).createOrReplaceTempView("vectors");
    PredictionTable.arrays(spark).createOrReplaceTempView("arrays");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aClassifierGivesClassAndProbabilities() {
    Model network = PredictionTable.network(3);
    float[] expected = network.predictor(Tensor::softmax).predict(PredictionTable.SAMPLES);
    CotangentClassificationModel model = CotangentClassificationModel.of(network);
    CotangentFunctions.register(cluster.session(), "kind", model);
    List<Double> classes =
        PredictionTable.values(
            model.transform(PredictionTable.vectors(cluster.session())), "prediction");
    for (String table : List.of("vectors", "arrays")) {
      Dataset<Row> found = sql("SELECT id, kind(features) k FROM " + table);
      Dataset<Row> split =
          found.select(
              found.col("id"),
              found.col("k.prediction").as("c"),
              functions.array_to_vector(found.col("k.probability")).as("p"));
      assertThat(PredictionTable.<Double>values(split, "c")).isEqualTo(classes);
      assertThat(PredictionTable.numbers(split, "p")).isEqualTo(expected);
    }
  }

  @Test
  void aRegressionGivesNumbers() {
    Model network = PredictionTable.network(1);
    float[] expected = network.predictor().predict(PredictionTable.SAMPLES);
    CotangentFunctions.register(cluster.session(), "price", CotangentRegressionModel.of(network));
    List<Double> prices =
        PredictionTable.values(sql("SELECT id, price(features) p FROM vectors"), "p");
    assertThat(prices.get(11)).isEqualTo(expected[11]);
    assertThat(sql("SELECT price(array(1, 2, 3, 4, 5)) p").first().isNullAt(0)).isFalse();
    assertThat(sql("SELECT price(null) p").first().isNullAt(0)).isTrue();
    assertThatThrownBy(() -> sql("SELECT price(array(1.0D)) p").first())
        .rootCause()
        .hasMessage("SQL function: 1 numbers, expected 5 features");
    assertThatThrownBy(() -> sql("SELECT price('one') p").first())
        .rootCause()
        .hasMessage("SQL function: String, expected a vector or an array of numbers");
  }

  @Test
  void aNetworkOfSeveralInputsIsRefused() {
    CotangentRegressionModel model = CotangentRegressionModel.of(Network.TWO_INPUTS.model());
    assertThatThrownBy(() -> CotangentFunctions.register(cluster.session(), "price", model))
        .hasMessageContaining("expected one input of numbers; transform takes several");
  }

  private static Dataset<Row> sql(String text) {
    return cluster.session().sql(text);
  }
}
