package dev.cotangent.training.table;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.training.data.DataException;

/**
 * Makes predictions for rows whose values are set by column name:
 *
 * <pre>{@code
 * TablePredictor predictor = TablePredictor.of(model);
 * RowPrediction churn = predictor.row().set("age", 31).set("town", "Bonn").predict();
 * }</pre>
 *
 * <p>Values are encoded as in training, by the model's metadata. Thread-safe; a row is for one
 * thread.
 */
public final class TablePredictor {

  private final ModelInfo info;
  private final Predictor predictor;

  private TablePredictor(ModelInfo info, Predictor predictor) {
    this.info = info;
    this.predictor = predictor;
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
    return new TablePredictor(info, predictor);
  }

  /** The description of the model's data. */
  public ModelInfo info() {
    return info;
  }

  /** Creates a row without values. */
  public TableRow row() {
    return new TableRow(this);
  }

  /** The task, the number of columns and the predictor, in one line. */
  @Override
  public String toString() {
    return "TablePredictor["
        + info.task()
        + ", "
        + info.columns().features().size()
        + " columns, "
        + predictor
        + "]";
  }

  RowPrediction predict(float[] encoded) {
    EncodedInputs inputs = new EncodedInputs(info.encoding());
    return new RowPrediction(info, inputs.predict(predictor, encoded));
  }
}
