package dev.cotangent.spark.ml;

import dev.cotangent.core.model.Predictor;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The task of a prediction: adds columns to the rows of a partition.
 *
 * @param model bytes of the model
 * @param sha256 hash of the bytes
 * @param head how its outputs are read
 * @param schema schema of the rows
 * @param inputs where its inputs are
 * @param outputs columns to add
 * @param invalid treatment of rows that the model cannot take
 */
public record PredictRows(
    Broadcast<byte[]> model,
    String sha256,
    Head head,
    StructType schema,
    FeatureInputs inputs,
    Outputs outputs,
    Invalid invalid)
    implements MapPartitionsFunction<InternalRow, InternalRow> {

  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
    return new PredictedRows(rows, this, predictor());
  }

  private Predictor predictor() {
    return ExecutorModels.predictor(sha256, head, model::value);
  }
}
