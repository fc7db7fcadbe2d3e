package dev.cotangent.training.table;

import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A row for a {@link TablePredictor}, whose values are set by name. Single-threaded. */
public final class TableRow {

  private final TablePredictor predictor;
  private final FeatureEncoding encoding;
  private final float[] encoded;
  private final BitSet known = new BitSet();

  TableRow(TablePredictor predictor) {
    this.predictor = predictor;
    this.encoding = predictor.info().encoding();
    this.encoded = new float[encoding.width()];
  }

  /**
   * Sets a number.
   *
   * @throws DataException if the model has no such column, the column is a category, or the value
   *     is not finite
   */
  public TableRow set(String column, double value) {
    int index = index(column);
    EncodedFeature feature = encoding.features().get(index);
    if (feature.kind() != FeatureKind.NUMBER || !Double.isFinite(value)) {
      throw misfit(feature, Decimals.of(value));
    }
    clear(index, feature);
    encoded[offset(index)] = (float) (value - feature.offset());
    return this;
  }

  /**
   * Sets a category.
   *
   * @throws DataException if the model has no such column, the column is a number, or the category
   *     is unknown and unknown categories are not ignored
   */
  public TableRow set(String column, String value) {
    int index = index(column);
    EncodedFeature feature = encoding.features().get(index);
    int place = feature.places().getOrDefault(value, 0);
    if (feature.kind() == FeatureKind.NUMBER || (place == 0 && !encoding.ignoreUnknown())) {
      throw misfit(feature, Names.quote(value));
    }
    clear(index, feature);
    feature.put(place, encoded, offset(index));
    return this;
  }

  private int index(String column) {
    List<String> names = names();
    int index = names.indexOf(column);
    if (index < 0) {
      throw new DataException(
          "the model has no column "
              + Names.quote(column)
              + ", expected one of "
              + Names.list(names)
              + Nearest.hint(column, names));
    }
    return index;
  }

  private List<String> names() {
    return encoding.features().stream().map(EncodedFeature::name).toList();
  }

  /** The index of a column's first number. */
  private int offset(int index) {
    return encoding.features().subList(0, index).stream().mapToInt(EncodedFeature::width).sum();
  }

  /** Clears a value, so that it can be set again. */
  private void clear(int index, EncodedFeature feature) {
    int from = offset(index);
    java.util.Arrays.fill(encoded, from, from + feature.width(), 0);
    known.set(index);
  }

  private static DataException misfit(EncodedFeature feature, String value) {
    String expected =
        feature.kind() == FeatureKind.NUMBER
            ? "a finite number"
            : "one of the categories " + Names.list(feature.categories());
    return new DataException(
        "column " + Names.quote(feature.name()) + ": " + value + ", expected " + expected);
  }

  /**
   * Predicts from the row's values.
   *
   * @throws DataException if columns have no value, naming all of them
   */
  public RowPrediction predict() {
    List<String> missing = new ArrayList<>(names());
    for (int i = missing.size() - 1; i >= 0; i--) {
      if (known.get(i)) {
        missing.remove(i);
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException("the row has no value for " + Names.list(missing));
    }
    return predictor.predict(encoded);
  }
}
