package dev.cotangent.training.table;

import dev.cotangent.core.argument.Given;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A row for a {@link TablePredictor}, whose values are set by name. Single-threaded. */
public final class TableRow {

  private final TablePredictor predictor;
  private final RowEncoder encoder;
  private final float[] encoded;
  private final BitSet known = new BitSet();

  TableRow(TablePredictor predictor, RowEncoder encoder) {
    this.predictor = predictor;
    this.encoder = encoder;
    this.encoded = new float[encoder.width()];
  }

  /**
   * Sets a number; for a column of categories, the category that is written like it.
   *
   * @throws DataException if the model has no such column, the value is not finite, or its category
   *     is unknown and unknown categories are not ignored
   */
  public TableRow set(String column, double value) {
    return put(column, value);
  }

  /**
   * Sets a category; for a column of numbers, the number that the text is.
   *
   * @throws DataException if the model has no such column, the text is not a number, or the
   *     category is unknown and unknown categories are not ignored
   */
  public TableRow set(String column, String value) {
    return put(column, Given.of("the value of a column", value));
  }

  private TableRow put(String column, Object value) {
    int index = encoder.index(column);
    encoder.replace(index, value, encoded);
    known.set(index);
    return this;
  }

  /**
   * Predicts from the row's values.
   *
   * @throws DataException if columns have no value, naming all of them
   */
  public RowPrediction predict() {
    List<String> missing = new ArrayList<>(encoder.names());
    for (int i = missing.size() - 1; i >= 0; i--) {
      if (known.get(i)) {
        missing.remove(i);
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException("the row has no value for " + Names.list(missing));
    }
    return predictor.predict(encoded.clone());
  }
}
