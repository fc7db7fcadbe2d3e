package dev.cotangent.spark.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.spark.LocalCluster;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code about pipelines in docs/cluster.md runs. */
class PipelinePageTest {

  private final Path folder;

  PipelinePageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void thePipelineOfThePageTrainsAndPredicts() throws IOException {
    try (LocalCluster cluster = LocalCluster.threads(2)) {
      Dataset<Row> iris =
          cluster
              .session()
              .range(300)
              .selectExpr("id", "sin(id) + id % 3 length", "cos(id) width")
              .selectExpr("*", "IF(id % 3 = 0, 'setosa', 'virginica') species");
      PipelineModel model = PipelinePage.train(iris, folder.toString());
      assertThat(model.transform(iris).where("predicted = species").count()).isGreaterThan(200);
      iris.createOrReplaceTempView("iris");
      assertThat(PipelinePage.query(cluster.session(), model).where("p is not null").count())
          .isEqualTo(300);
    }
  }
}
