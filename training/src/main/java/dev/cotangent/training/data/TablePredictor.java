package dev.cotangent.training.data;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;

/**
 * Predicts for rows whose values are set by the names of the columns that a model was trained on:
 *
 * <pre>{@code
 * TablePredictor predictor = TablePredictor.of(model);
 * RowPrediction churn = predictor.row().set("age", 31).set("town", "Bonn").predict();
 * }</pre>
 *
 * <p>Categories and numbers become what they were in training, since the model's metadata says how.
 * Safe for use by many threads; a row belongs to one.
 */
public final class TablePredictor {

  private final ModelInfo info;
  private final Predictor predictor;

  private TablePredictor(ModelInfo info, Predictor predictor) {
    this.info = info;
    this.predictor = predictor;
  }

  /**
   * A predictor with the parameters of now.
   *
   * @throws DataException if the model's metadata does not say what its columns are
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

  /** What the model says about its data. */
  public ModelInfo info() {
    return info;
  }

  /** A row without values. */
  public TableRow row() {
    return new TableRow(this);
  }

  RowPrediction predict(float[] encoded) {
    EncodedInputs inputs = new EncodedInputs(info.encoding());
    return new RowPrediction(info, inputs.predict(predictor, encoded));
  }
}
