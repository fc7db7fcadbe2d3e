package dev.cotangent.training.table;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.training.data.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes predictions from raw values by column name:
 *
 * <pre>{@code
 * TablePredictor predictor = TablePredictor.of(model);
 * RowPrediction churn = predictor.predict(Map.of("age", 31, "town", "Bonn"));
 * if (churn.label().equals("yes") && churn.probability("yes") > 0.9) ...
 * }</pre>
 *
 * <p>Values are encoded as in training, by the model's metadata. A column of numbers takes a {@code
 * Number}, text that is a number, or a {@code Boolean} as 1 or 0; a column of categories takes
 * text, a {@code Number} or a {@code Boolean} as it is written. No value is guessed: null or none
 * for a column is an error. Values for targets and for columns that training ignored are not read.
 *
 * <p>Thread-safe; a {@link #row()} is for one thread.
 */
public final class TablePredictor {

  private final ModelInfo info;
  private final RowEncoder encoder;
  private final RowOutputs outputs;

  private TablePredictor(ModelInfo info, RowEncoder encoder, RowOutputs outputs) {
    this.info = info;
    this.encoder = encoder;
    this.outputs = outputs;
  }

  /**
   * Creates a predictor with a model's current parameters.
   *
   * @throws DataException if the model's metadata does not describe its columns
   */
  public static TablePredictor of(Model model) {
    ModelInfo info = ModelInfo.of(model, "the model");
    Predictor predictor =
        switch (info.task()) {
          case CLASSIFICATION -> model.predictor(Tensor::softmax);
          case REGRESSION -> model.predictor();
          case MULTI_LABEL -> model.predictor(Tensor::sigmoid);
        };
    RowEncoder encoder = new RowEncoder(info);
    return new TablePredictor(info, encoder, RowOutputs.of(info.encoding(), predictor));
  }

  /**
   * Returns this predictor with single rows predicted by another one, which gathers them into
   * batches: {@code predictor.on(predictor.predictor().batching(64, Duration.ofMillis(2)))}. The
   * results have the same bits.
   *
   * @param batching the caller closes it after the last prediction
   * @throws CotangentException if it has other inputs or outputs
   */
  public TablePredictor on(BatchingPredictor batching) {
    return new TablePredictor(info, encoder, outputs.on(batching));
  }

  /** The description of the model's data. */
  public ModelInfo info() {
    return info;
  }

  /**
   * The predictor of the encoded values: probabilities for classes and labels, or numbers before
   * the targets' offsets are added. For its self-test, and for batches.
   */
  public Predictor predictor() {
    return outputs.predictor();
  }

  /**
   * Predicts a row.
   *
   * @param row the values by column name
   * @throws DataException if a column is unknown or has no value, or a value does not fit; the
   *     message names column and value, and what was expected
   */
  public RowPrediction predict(Map<String, ?> row) {
    Given.of("table predictor: the row", row);
    float[] encoded = new float[encoder.width()];
    encoder.encode(row, encoded, 0);
    return predict(encoded);
  }

  /**
   * Predicts rows, as one batch.
   *
   * @return the predictions in the order of the rows
   * @throws DataException like {@link #predict(Map)}; the message names the row as well, from 0
   */
  public List<RowPrediction> predict(List<? extends Map<String, ?>> rows) {
    Given.of("table predictor: the rows", rows);
    float[] encoded = encode(rows);
    float[] all = rows.isEmpty() ? encoded : outputs.ofBatch(encoded);
    int size = rows.isEmpty() ? 0 : all.length / rows.size();
    List<RowPrediction> predictions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      float[] own = Arrays.copyOfRange(all, i * size, (i + 1) * size);
      predictions.add(new RowPrediction(info, own));
    }
    return predictions;
  }

  private float[] encode(List<? extends Map<String, ?>> rows) {
    long size = (long) rows.size() * encoder.width();
    if (size > Integer.MAX_VALUE - 8) {
      throw new DataException(
          rows.size() + " rows of " + encoder.width() + " numbers, expected smaller batches");
    }
    float[] encoded =
        MemoryException.allocate(
            "the encoded rows", (double) size * Float.BYTES, () -> new float[(int) size]);
    for (int i = 0; i < rows.size(); i++) {
      try {
        encoder.encode(Given.of("the row", rows.get(i)), encoded, i * encoder.width());
      } catch (CotangentException failure) {
        throw new DataException("row " + i + ": " + failure.getMessage(), failure);
      }
    }
    return encoded;
  }

  /** Creates a row without values. */
  public TableRow row() {
    return new TableRow(this, encoder);
  }

  /** The task, the number of columns and the predictor, in one line. */
  @Override
  public String toString() {
    return "TablePredictor["
        + info.task()
        + ", "
        + info.columns().features().size()
        + " columns, "
        + outputs.predictor()
        + "]";
  }

  RowPrediction predict(float[] encoded) {
    return new RowPrediction(info, outputs.of(encoded));
  }
}
