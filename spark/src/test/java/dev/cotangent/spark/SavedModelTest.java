package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models are written to Hadoop paths and read back with all params and bits. */
class SavedModelTest {

  private static final Model NETWORK = PredictionTable.network(3);

  private static LocalCluster cluster;

  private final Path folder;

  SavedModelTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private CotangentClassificationModel saved(String path) throws IOException {
    CotangentClassificationModel model =
        CotangentClassificationModel.of(NETWORK, List.of("a", "b", "c"))
            .setPredictedNameCol("name")
            .setHandleInvalid("keep");
    model.save(path);
    return model;
  }

  @Test
  void aLoadedModelIsTheSame() throws IOException {
    String path = folder.resolve("model").toUri().toString();
    CotangentClassificationModel model = saved(path);
    CotangentClassificationModel loaded = CotangentClassificationModel.load(path);
    assertThat(loaded.uid()).isEqualTo(model.uid());
    assertThat(loaded.explainParams()).isEqualTo(model.explainParams());
    assertThat(loaded.classNames()).containsExactly("a", "b", "c");
    assertThat(loaded.network().store().sha256()).isEqualTo(NETWORK.store().sha256());
    Dataset<Row> data = PredictionTable.vectors(cluster.session());
    assertThat(PredictionTable.numbers(loaded.transform(data), "probability"))
        .isEqualTo(PredictionTable.numbers(model.transform(data), "probability"));
    assertThatThrownBy(() -> model.save(path)).hasMessageContaining("already exists");
    model.write().overwrite().save(path);
  }

  @Test
  void aPipelineIsSavedWithIts() throws IOException {
    CotangentRegressionModel model =
        CotangentRegressionModel.of(PredictionTable.network(1)).setFeaturesCol("all");
    VectorAssembler assembler =
        new VectorAssembler().setInputCols(new String[] {"features"}).setOutputCol("all");
    Dataset<Row> data = PredictionTable.vectors(cluster.session());
    PipelineModel pipeline =
        new Pipeline().setStages(new PipelineStage[] {assembler, model}).fit(data);
    String path = folder.resolve("pipeline").toString();
    pipeline.save(path);
    assertThat(
            PredictionTable.<Double>values(PipelineModel.load(path).transform(data), "prediction"))
        .isEqualTo(PredictionTable.<Double>values(pipeline.transform(data), "prediction"));
  }

  @Test
  void aCopyKeepsParamsAndTakesOthers() {
    CotangentClassificationModel model =
        CotangentClassificationModel.of(NETWORK).setFeaturesCol("x");
    ParamMap extra = new ParamMap().put(model.predictionCol(), "class");
    CotangentClassificationModel copy = model.copy(extra);
    assertThat(copy.getOrDefault(copy.featuresCol())).isEqualTo("x");
    assertThat(copy.getOrDefault(copy.predictionCol())).isEqualTo("class");
    assertThat(model.getOrDefault(model.predictionCol())).isEqualTo("prediction");
    assertThat(copy.uid()).isEqualTo(model.uid());
  }

  @Test
  void damageIsNamedWithItsFile() throws IOException {
    Path path = folder.resolve("damaged");
    saved(path.toString());
    Path file = path.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.delete(path.resolve(".model.safetensors.crc")); // Hadoop's own checksum
    Files.write(file, bytes);
    assertThatThrownBy(() -> CotangentClassificationModel.load(path.toString()))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("damaged/model.safetensors, offset ")
        .hasMessageContaining("does not match its checksum")
        .hasMessageNotContaining("cotangent-");
    Files.delete(file);
    assertThatThrownBy(() -> CotangentClassificationModel.load(path.toString()))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("damaged/model.safetensors: no such file, expected the model");
  }
}
