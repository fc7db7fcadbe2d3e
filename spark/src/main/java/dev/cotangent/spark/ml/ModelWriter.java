package dev.cotangent.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Writes a stage with a network: its params as Spark writes them, and one model file. */
public final class ModelWriter extends MLWriter {

  private final Params stage;
  private final byte[] model;

  /** A writer of a stage with this model's bytes. */
  public ModelWriter(Params stage, byte[] model) {
    this.stage = stage;
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(stage, path, sparkSession(), Option.empty(), Option.empty());
    try {
      ModelFiles.write(path, model, sparkSession().sparkContext().hadoopConfiguration());
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": the model is not saved: " + e.getMessage(), e);
    }
  }
}
