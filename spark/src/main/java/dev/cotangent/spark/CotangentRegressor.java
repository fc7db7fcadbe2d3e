package dev.cotangent.spark;

import dev.cotangent.core.spi.Signature;
import dev.cotangent.spark.ml.NumberOutputs;
import dev.cotangent.spark.ml.Outputs;
import dev.cotangent.spark.ml.PortableModel;
import dev.cotangent.spark.ml.Widths;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a network that predicts numbers: one for a column of numbers, several for a column of
 * vectors or arrays. The loss is {@code mse} by default.
 *
 * <pre>{@code
 * CotangentRegressionModel model =
 *     new CotangentRegressor().setLayers(64, 32).setEpochs(20).fit(houses);
 * }</pre>
 */
public final class CotangentRegressor
    extends CotangentEstimator<CotangentRegressionModel, CotangentRegressor> {

  private static final long serialVersionUID = 1L;

  /** Creates an estimator. */
  public CotangentRegressor() {
    this(Identifiable.randomUID("cotangentRegressor"));
  }

  /** Creates an estimator with a name of its own. */
  public CotangentRegressor(String uid) {
    super(uid, "mse");
  }

  @Override
  CotangentRegressor self() {
    return this;
  }

  @Override
  Targets targets(Dataset<?> data, Signature inputs) {
    return Targets.ofNumbers(inputs, Widths.of("fit", List.of(getOrDefault(labelCol())), data));
  }

  @Override
  Outputs checked(StructType schema) {
    DataType label = schema.apply(getOrDefault(labelCol())).dataType();
    boolean several = label instanceof ArrayType || label.equals(SQLDataTypes.VectorType());
    return new NumberOutputs(getOrDefault(predictionCol()), several ? 2 : 1);
  }

  @Override
  CotangentRegressionModel model(TrainingResult result, Targets targets) {
    return new CotangentRegressionModel(uid(), PortableModel.of(result.model()));
  }

  @Override
  public CotangentRegressor copy(ParamMap extra) {
    return copyValues(new CotangentRegressor(uid()), extra);
  }

  /** A reader of saved estimators. */
  public static MLReader<CotangentRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a saved estimator. */
  public static CotangentRegressor load(String path) {
    return read().load(path);
  }
}
