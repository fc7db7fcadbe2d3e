package dev.cotangent.spark.pages;

import dev.cotangent.spark.CotangentClassificationModel;
import dev.cotangent.spark.CotangentClassifier;
import dev.cotangent.spark.CotangentFunctions;
import java.io.IOException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The Java code about pipelines in docs/cluster.md. */
public final class PipelinePage {

  private PipelinePage() {}

  /** Trains a pipeline and saves it. */
  public static PipelineModel train(Dataset<Row> iris, String folder) throws IOException {
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("species").setOutputCol("label"),
                  new VectorAssembler()
                      .setInputCols(new String[] {"length", "width"})
                      .setOutputCol("features"),
                  new CotangentClassifier()
                      .setLayers(32, 16)
                      .setNormalize("zscore")
                      .setPredictedNameCol("predicted")
                      .setEpochs(20)
                });
    PipelineModel model = pipeline.fit(iris);
    model.save(folder + "/model");
    return model;
  }

  /** Predicts in SQL with the network of a pipeline. */
  public static Dataset<Row> query(SparkSession session, PipelineModel model) {
    CotangentClassificationModel last = (CotangentClassificationModel) model.stages()[2];
    CotangentFunctions.register(session, "species", last);
    return session.sql("SELECT id, species(array(length, width)).prediction p FROM iris");
  }
}
