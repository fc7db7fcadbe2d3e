package dev.cotangent.spark.pages;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.spark.CotangentRegressionModel;
import dev.cotangent.spark.SparkTraining;
import dev.cotangent.spark.TrainingResult;
import dev.cotangent.spark.data.ClusterSamples;
import dev.cotangent.spark.data.OrderedSamples;
import dev.cotangent.spark.data.SampleFolder;
import dev.cotangent.spark.data.SampleLayout;
import dev.cotangent.training.Trainer;
import java.io.Serializable;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** The Java code of docs/cluster.md. */
public final class ClusterPage {

  private ClusterPage() {}

  /** A measurement, as an application may have it in an RDD. */
  public record Measurement(long time, float heat, float flow, float power)
      implements Serializable {}

  /** Samples of an RDD, sorted by time and then divided at random. */
  public static OrderedSamples<Measurement> samples(JavaRDD<Measurement> measurements) {
    return OrderedSamples.of(
            measurements,
            SampleLayout.regression(Signature.of(Shape.of(2)), Shape.of(1)),
            (measurement, into) -> {
              into.features(measurement.heat(), measurement.flow());
              into.target(measurement.power());
              into.key(measurement.time());
            })
        .shuffledBy(7);
  }

  /** Writes the samples once, and trains on files. */
  public static TrainingResult files(
      JavaSparkContext context, OrderedSamples<Measurement> samples, String folder) {
    SampleFolder files = SampleFolder.write(context, samples, folder + "/samples", 16);
    Model model = Model.build(Dense.of(1), Shape.of(2), 7);
    return SparkTraining.of(
            context,
            model,
            its ->
                Trainer.of(its)
                    .loss(new MeanSquaredError())
                    .optimizer(Adam.of(0.01))
                    .batch(256)
                    .shards(16))
        .checkpoints(folder + "/checkpoints", 500)
        .fit(ClusterSamples.of(files), 3);
  }

  /** The same training on one machine. */
  public static String oneMachine(OrderedSamples<Measurement> samples) {
    Model model = Model.build(Dense.of(1), Shape.of(2), 7);
    return Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(Adam.of(0.01))
        .batch(256)
        .shards(16)
        .fit(samples.collect(), 3)
        .sha256();
  }

  /** Predicts the rows of a stream. */
  public static StreamingQuery stream(SparkSession session, Model model, String folder)
      throws TimeoutException {
    Dataset<Row> rows = session.readStream().schema("features ARRAY<FLOAT>").json(folder + "/in");
    return CotangentRegressionModel.of(model)
        .transform(rows)
        .writeStream()
        .format("json")
        .option("path", folder + "/out")
        .option("checkpointLocation", folder + "/progress")
        .start();
  }
}
