package dev.cotangent.spark.ml;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Reads what {@link ModelWriter} wrote.
 *
 * @param <S> class of the stage
 */
public final class ModelReader<S extends Params> extends MLReader<S> {

  private final Class<S> type;
  private final BiFunction<String, Model, S> make;

  /** A reader of stages of a class, made from uid and network. */
  public ModelReader(Class<S> type, BiFunction<String, Model, S> make) {
    this.type = type;
    this.make = make;
  }

  /**
   * Reads a stage.
   *
   * @throws CotangentException if the model file is missing, damaged, or needs an unknown plugin
   */
  @Override
  public S load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
    try {
      Model model = ModelFiles.read(path, sparkSession().sparkContext().hadoopConfiguration());
      S stage = make.apply(metadata.uid(), model);
      metadata.getAndSetParams(stage, Option.empty());
      return stage;
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": the model is not read: " + e.getMessage(), e);
    }
  }
}
