package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline trains, is saved, loaded in a new JVM, and predicts the same bits there. */
class PipelineTest {

  private final Path folder;

  PipelineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aSavedPipelinePredictsTheSameBitsInANewJvm() throws Exception {
    String bits;
    String model = folder.resolve("model").toString();
    String data = folder.resolve("data").toString();
    try (LocalCluster cluster = LocalCluster.threads(2)) {
      table(cluster).write().parquet(data);
      Dataset<Row> rows = cluster.session().read().parquet(data);
      Pipeline pipeline = pipeline();
      pipeline.save(folder.resolve("untrained").toString());
      PipelineModel trained = pipeline.fit(rows);
      Dataset<Row> predicted = trained.transform(rows);
      assertThat(accuracy(predicted)).isGreaterThan(0.9);
      assertThat(predicted.where("kind = name").count()).isGreaterThan(rows.count() * 9 / 10);
      trained.save(model);
      bits = PipelineMain.bits(trained, rows);
      Pipeline loaded = Pipeline.load(folder.resolve("untrained").toString());
      assertThat(PipelineMain.bits(loaded.fit(rows.repartition(5)), rows)).isEqualTo(bits);
    }
    assertThat(Jdk.current().runAsDriver(PipelineMain.class, model, data).lines().toList())
        .contains(bits);
  }

  private static double accuracy(Dataset<Row> predicted) {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted);
  }

  private static Pipeline pipeline() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new StringIndexer().setInputCol("kind").setOutputCol("label"),
              new VectorAssembler().setInputCols(new String[] {"x", "y"}).setOutputCol("features"),
              new CotangentClassifier()
                  .setLayers(16)
                  .setPredictedNameCol("name")
                  .setLearningRate(0.05)
                  .setBatchSize(32)
                  .setEpochs(15)
            });
  }

  private static Dataset<Row> table(LocalCluster cluster) {
    return cluster
        .session()
        .range(0, 400, 1, 3)
        .selectExpr("id", "sin(id) x", "cos(id * 5) y")
        .selectExpr(
            "*", "CASE WHEN x > 0.2 THEN 'red' WHEN y > 0 THEN 'green' ELSE 'blue' END kind");
  }
}
