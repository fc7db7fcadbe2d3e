package dev.cotangent.spark.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.spark.LocalCluster;
import dev.cotangent.spark.TrainingResult;
import dev.cotangent.spark.data.OrderedSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of the page. */
class ClusterPageTest {

  private final Path folder;

  ClusterPageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void thePagesTrainingHasTheBitsOfOneMachine() throws Exception {
    List<ClusterPage.Measurement> all =
        IntStream.range(0, 3000)
            .mapToObj(i -> new ClusterPage.Measurement(i, i % 7, i % 11, i % 7 + 2 * (i % 11)))
            .toList();
    try (LocalCluster cluster = LocalCluster.threads(2)) {
      OrderedSamples<ClusterPage.Measurement> samples =
          ClusterPage.samples(cluster.context().parallelize(all, 5));
      String files = folder.toUri().toString();
      TrainingResult result = ClusterPage.files(cluster.context(), samples, files);
      assertThat(result.history().sha256()).isEqualTo(ClusterPage.oneMachine(samples));
      Files.createDirectories(folder.resolve("in"));
      Files.writeString(folder.resolve("in/a.json"), "{\"features\":[1,2]}\n");
      StreamingQuery query = ClusterPage.stream(cluster.session(), result.model(), files);
      query.processAllAvailable();
      query.stop();
      assertThat(cluster.session().read().json(files + "/out").count()).isEqualTo(1);
    }
  }
}
