package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.data.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Params of estimators are checked, saved and copied. */
class EstimatorParamsTest {

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
  void whatDoesNotFitIsSaidBeforeAnythingRuns() {
    StructType schema = EstimatorTable.of(cluster.session()).schema();
    assertThatThrownBy(() -> new CotangentClassifier().transformSchema(schema))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("fit: no column 'features', expected one of id, a, b, c, label");
    assertThatThrownBy(
            () -> EstimatorTable.classifier().setLabelCol("held").transformSchema(schema))
        .hasMessage(
            "fit: column 'held' is boolean, expected indices of classes; a StringIndexer makes"
                + " them");
    assertThatThrownBy(
            () -> EstimatorTable.classifier().setPredictionCol("w").transformSchema(schema))
        .hasMessage("fit: column 'w' is there already, expected a new name");
    assertThatThrownBy(
            () ->
                EstimatorTable.classifier()
                    .fit(
                        EstimatorTable.of(cluster.session())
                            .withColumn("label", functions.expr("a"))))
        .hasMessageStartingWith("fit: the largest label of column 'label' is 0.99");
    assertThatThrownBy(
            () ->
                EstimatorTable.classifier()
                    .setOptimizer("adamm")
                    .fit(EstimatorTable.of(cluster.session())))
        .hasMessageStartingWith("param optimizer: ")
        .hasMessageContaining("adam");
    assertThatThrownBy(() -> EstimatorTable.classifier().setEpochs(0))
        .hasMessageContaining("parameter epochs given invalid value 0");
    assertThat(EstimatorTable.classifier().transformSchema(schema).fieldNames())
        .endsWith("rawPrediction", "probability", "prediction");
  }

  @Test
  void anEstimatorIsSavedWithItsParams(@TempDir Path folder) throws IOException {
    CotangentClassifier estimator =
        EstimatorTable.classifier()
            .setLoss(CrossEntropy.ofClassIndices())
            .setInputs(Signature.of(Shape.of(3)));
    String path = folder.resolve("estimator").toString();
    estimator.save(path);
    CotangentClassifier loaded = CotangentClassifier.load(path);
    assertThat(texts(loaded)).isEqualTo(texts(estimator));
    assertThat(texts(loaded.copy(new ParamMap()))).isEqualTo(texts(estimator));
    assertThat(loaded.uid()).isEqualTo(estimator.uid());
  }

  private static List<String> texts(CotangentClassifier estimator) {
    return Arrays.stream(estimator.params()).map(param -> text(estimator, param)).toList();
  }

  private static <T> String text(CotangentClassifier estimator, Param<T> param) {
    return param.name()
        + (estimator.isDefined(param) ? param.jsonEncode(estimator.getOrDefault(param)) : "");
  }
}
