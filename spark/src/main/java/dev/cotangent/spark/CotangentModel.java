package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.spark.ml.FeatureInputs;
import dev.cotangent.spark.ml.FeatureParams;
import dev.cotangent.spark.ml.Head;
import dev.cotangent.spark.ml.InternalRows;
import dev.cotangent.spark.ml.Invalid;
import dev.cotangent.spark.ml.ModelWriter;
import dev.cotangent.spark.ml.Outputs;
import dev.cotangent.spark.ml.PortableModel;
import dev.cotangent.spark.ml.PredictRows;
import dev.cotangent.training.data.DataException;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A trained network as a model of Spark ML: {@link #transform} adds columns with predictions to a
 * table or a stream. The network is sent to each executor once, where all tasks share one predictor
 * and give it 256 rows at a time. The predictions have the bits of {@code model.predictor()}.
 *
 * <p>Features are a column of vectors, dense or sparse, or of arrays of numbers, or columns of
 * numbers and booleans ({@link #setInputCols}). Numbers are rounded to float32 once.
 *
 * @param <M> the class itself
 */
public abstract class CotangentModel<M extends CotangentModel<M>>
    extends org.apache.spark.ml.Model<M> implements MLWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final PortableModel portable;
  private final transient FeatureParams params;

  CotangentModel(String uid, PortableModel portable) {
    this.uid = uid;
    this.portable = portable;
    this.params = FeatureParams.of(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * The column of features: vectors, arrays of numbers, or numbers; {@code features} by default.
   */
  public final Param<String> featuresCol() {
    return params.featuresCol();
  }

  /**
   * Columns of features instead of {@link #featuresCol}, one after another; none by default. For a
   * network with several inputs, an entry {@code INPUT=column,column} for each; an input without an
   * entry is the column of its name.
   */
  public final StringArrayParam inputCols() {
    return params.inputCols();
  }

  /** The column for predictions, {@code prediction} by default; empty for none. */
  public final Param<String> predictionCol() {
    return params.predictionCol();
  }

  /**
   * The treatment of rows with null, NaN or a wrong number of features: {@code error} (the
   * default), {@code skip} to leave them out, or {@code keep} to predict null.
   */
  public final Param<String> handleInvalid() {
    return params.handleInvalid();
  }

  /** Sets {@link #featuresCol}. */
  public final M setFeaturesCol(String column) {
    set(featuresCol(), column);
    return self();
  }

  /** Sets {@link #inputCols}. */
  public final M setInputCols(String... columns) {
    set(inputCols(), columns);
    return self();
  }

  /** Sets {@link #predictionCol}. */
  public final M setPredictionCol(String column) {
    set(predictionCol(), column);
    return self();
  }

  /** Sets {@link #handleInvalid}. */
  public final M setHandleInvalid(String treatment) {
    set(handleInvalid(), treatment);
    return self();
  }

  /** The trained network: a copy that may be trained further without a change of this model. */
  public final Model network() {
    return portable.model().copy();
  }

  final PortableModel portable() {
    return portable;
  }

  abstract M self();

  abstract Head head();

  /** The columns to add. */
  abstract Outputs outputs();

  /**
   * Checks columns and adds those of predictions.
   *
   * @throws DataException if a column of features is missing, has another type or, as far as the
   *     schema says, another number of elements than the network's input, or a column to add is
   *     there already
   */
  @Override
  public final StructType transformSchema(StructType schema) {
    inputs(schema);
    StructType all = schema;
    for (StructField field : outputs().fields().fields()) {
      if (schema.getFieldIndex(field.name()).isDefined()) {
        throw new DataException(
            "transform: column '" + field.name() + "' is there already, expected a new name");
      }
      all = all.add(field);
    }
    return all;
  }

  private FeatureInputs inputs(StructType schema) {
    Signature inputs = portable.model().inputs();
    return FeatureInputs.of("transform", inputs, params.columns(this, inputs), schema);
  }

  /**
   * Adds columns with predictions to the rows of a table or a stream.
   *
   * @throws DataException as {@link #transformSchema} throws it; the job fails with it if a row
   *     does not fit and {@link #handleInvalid} is {@code error}
   */
  @Override
  public final Dataset<Row> transform(Dataset<?> data) {
    StructType schema = transformSchema(data.schema());
    PredictRows task =
        new PredictRows(
            portable.broadcast(data.sparkSession().sparkContext()),
            portable.sha256(),
            head(),
            data.schema(),
            inputs(data.schema()),
            outputs(),
            Invalid.of(getOrDefault(handleInvalid())));
    return InternalRows.map(data, schema, task);
  }

  /** A writer of params and of the network, in the safetensors format, to any Hadoop path. */
  @Override
  public final MLWriter write() {
    return new ModelWriter(this, portable.bytes());
  }
}
