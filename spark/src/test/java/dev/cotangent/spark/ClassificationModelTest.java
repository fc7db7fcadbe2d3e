package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Predictions of classes have the bits of a predictor, from any kind of column. */
class ClassificationModelTest {

  private static final int ROWS = PredictionTable.ROWS;
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

  private static Dataset<Row> vectors() {
    return PredictionTable.vectors(cluster.session());
  }

  private static void assertBits(Dataset<Row> predicted) {
    float[] logits = NETWORK.predictor().predict(PredictionTable.SAMPLES);
    float[] expected = NETWORK.predictor(Tensor::softmax).predict(PredictionTable.SAMPLES);
    assertThat(PredictionTable.numbers(predicted, "rawPrediction")).isEqualTo(logits);
    assertThat(PredictionTable.numbers(predicted, "probability")).isEqualTo(expected);
    List<String> texts = PredictionTable.values(predicted, "text");
    List<Double> classes = PredictionTable.values(predicted, "prediction");
    for (int i = 0; i < ROWS; i++) {
      assertThat(texts.get(i)).isEqualTo("row " + i);
      assertThat(classes.get(i)).isEqualTo(best(PredictionTable.part(logits, i, 3)));
    }
  }

  private static double best(double[] scores) {
    IntStream classes = IntStream.range(0, scores.length);
    return classes.reduce((a, b) -> scores[b] > scores[a] ? b : a).orElse(-1);
  }

  @Test
  void vectorsAndArraysOfAllKindsGiveTheBitsOfThePredictor() {
    CotangentClassificationModel model = CotangentClassificationModel.of(NETWORK);
    assertBits(model.transform(vectors()));
    assertBits(model.transform(vectors().cache()));
    DataType vector = SQLDataTypes.VectorType();
    assertBits(model.transform(table(vector, values -> Vectors.dense(values).toSparse())));
    Dataset<Row> arrays = PredictionTable.arrays(cluster.session());
    assertBits(model.transform(arrays));
    Column floats = functions.expr("cast(features as array<float>)");
    assertBits(model.transform(arrays.withColumn("features", floats)));
  }

  private static Dataset<Row> table(DataType type, Function<double[], ?> value) {
    return PredictionTable.of(cluster.session(), type, value);
  }

  @Test
  void plainColumnsAreOneSample() {
    Dataset<Row> columns = PredictionTable.arrays(cluster.session());
    String[] names = new String[PredictionTable.WIDTH];
    for (int i = 0; i < names.length; i++) {
      names[i] = "x." + i;
      columns = columns.withColumn(names[i], functions.col("features").getItem(i));
    }
    CotangentClassificationModel model =
        CotangentClassificationModel.of(NETWORK).setInputCols(names);
    assertBits(model.transform(columns.drop("features")));
  }

  @Test
  void theSchemaIsKnownBefore() {
    CotangentClassificationModel model =
        CotangentClassificationModel.of(NETWORK, List.of("a", "b", "c"));
    Dataset<Row> data = vectors();
    StructType schema = model.transform(data).schema();
    assertThat(model.transformSchema(data.schema())).isEqualTo(schema);
    assertThat(AttributeGroup.fromStructField(schema.apply("probability")).size()).isEqualTo(3);
    assertThat(model.classNames()).containsExactly("a", "b", "c");
    assertThat(model.numClasses()).isEqualTo(3);
  }

  @Test
  void namesOfClassesAreInTheColumnAndOnRequestAColumn() {
    CotangentClassificationModel model =
        CotangentClassificationModel.of(NETWORK, List.of("a", "b", "c"))
            .setPredictedNameCol("name")
            .setRawPredictionCol("")
            .setProbabilityCol("");
    Dataset<Row> predicted = model.transform(vectors());
    Dataset<Row> named =
        new IndexToString().setInputCol("prediction").setOutputCol("other").transform(predicted);
    assertThat(predicted.columns()).containsExactly("id", "text", "features", "prediction", "name");
    assertThat(named.where("name = other").count()).isEqualTo(ROWS);
  }

  @Test
  void evaluatorsOfSparkTakeThePredictions() {
    Dataset<Row> predicted =
        CotangentClassificationModel.of(NETWORK)
            .transform(vectors())
            .withColumn("label", functions.col("prediction"));
    for (String metric : List.of("accuracy", "f1", "logLoss")) {
      double value =
          new MulticlassClassificationEvaluator().setMetricName(metric).evaluate(predicted);
      assertThat(value).isPositive();
    }
  }

  @Test
  void oneLogitTellsTwoClassesApart() {
    Model network = PredictionTable.network(1);
    float[] logits = network.predictor().predict(PredictionTable.SAMPLES);
    Dataset<Row> predicted = CotangentClassificationModel.of(network).transform(vectors());
    List<Row> rows = predicted.orderBy("id").collectAsList();
    for (int i = 0; i < ROWS; i++) {
      double logit = logits[i];
      assertThat(rows.get(i).<Vector>getAs("rawPrediction"))
          .isEqualTo(Vectors.dense(-logit, logit));
      assertThat(rows.get(i).<Vector>getAs("probability").apply(1) > 0.5).isEqualTo(logit > 0);
      assertThat(rows.get(i).<Double>getAs("prediction")).isEqualTo(logit > 0 ? 1 : 0);
    }
    Dataset<Row> labelled = predicted.withColumn("label", functions.col("prediction"));
    assertThat(new BinaryClassificationEvaluator().evaluate(labelled)).isEqualTo(1);
  }
}
