package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions on a stream, which is stopped and goes on from its checkpoint. */
class StreamTest {

  private static final Model NETWORK = PredictionTable.network(1);

  private static LocalCluster cluster;

  private final Path folder;

  StreamTest(@TempDir Path folder) {
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

  @Test
  void aStreamGoesOnWhereItWasStopped() throws Exception {
    Dataset<Row> table = PredictionTable.arrays(cluster.session());
    add(table.where("id < 300"));
    run();
    assertThat(ids()).hasSize(300);
    add(table.where("id >= 300"));
    run();
    assertThat(ids()).hasSize(PredictionTable.ROWS).doesNotHaveDuplicates();
    float[] expected = NETWORK.predictor().predict(PredictionTable.SAMPLES);
    List<Double> found = PredictionTable.values(results(), "prediction");
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.get(i)).isEqualTo(expected[i]);
    }
  }

  private void add(Dataset<Row> rows) {
    rows.write().mode("append").json(path("in"));
  }

  /** Takes what has come since the last time, with a model that is loaded anew. */
  private void run() throws TimeoutException, StreamingQueryException {
    Dataset<Row> stream =
        cluster
            .session()
            .readStream()
            .schema("id INT, text STRING, features ARRAY<DOUBLE>")
            .option("maxFilesPerTrigger", 1)
            .json(path("in"));
    StreamingQuery query =
        CotangentRegressionModel.of(NETWORK)
            .transform(stream)
            .writeStream()
            .option("checkpointLocation", path("state"))
            .trigger(Trigger.AvailableNow())
            .format("json")
            .start(path("out"));
    query.awaitTermination();
  }

  private Dataset<Row> results() {
    return cluster.session().read().json(path("out"));
  }

  private List<Long> ids() {
    return PredictionTable.values(results(), "id");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
