package dev.cotangent.training.table;

import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encodes rows whose values are given by column name, as in training. Immutable. */
final class RowEncoder {

  private final boolean ignoreUnknown;
  private final EncodedFeature[] features;
  private final String[] names;
  private final int[] offsets;
  private final List<Map<String, Integer>> places;
  private final Map<String, Integer> indices = new HashMap<>();
  private final Set<String> unused;
  private final int width;

  RowEncoder(ModelInfo info) {
    FeatureEncoding encoding = info.encoding();
    this.ignoreUnknown = encoding.ignoreUnknown();
    this.features = encoding.features().toArray(EncodedFeature[]::new);
    this.names = Arrays.stream(features).map(EncodedFeature::name).toArray(String[]::new);
    this.places = Arrays.stream(features).map(EncodedFeature::places).toList();
    this.offsets = new int[features.length];
    int at = 0;
    for (int i = 0; i < features.length; i++) {
      indices.put(names[i], i);
      offsets[i] = at;
      at += features[i].width();
    }
    this.width = at;
    this.unused = new HashSet<>(info.columns().ignored());
    unused.addAll(info.columns().targets());
  }

  /** The number of values in an encoded row. */
  int width() {
    return width;
  }

  /** The names of the columns, in the order of the model. */
  List<String> names() {
    return List.of(names);
  }

  /**
   * The index of a column.
   *
   * @throws DataException if the model has no such column
   */
  int index(String column) {
    Integer index = indices.get(column);
    if (index == null) {
      throw unknown(column);
    }
    return index;
  }

  private DataException unknown(String column) {
    return new DataException(
        "the model has no column "
            + Names.quote(column)
            + ", expected one of "
            + Names.list(names())
            + Nearest.hint(column, names()));
  }

  /**
   * Encodes a row.
   *
   * @param encoded receives the values; 0 before
   * @throws DataException if a column is unknown or has no value, or a value does not fit
   */
  void encode(Map<String, ?> row, float[] encoded, int at) {
    for (int i = 0; i < names.length; i++) {
      Object value = row.get(names[i]);
      if (value == null) {
        throw missing(row);
      }
      put(i, value, encoded, at);
    }
    if (row.size() > names.length) {
      checkNames(row);
    }
  }

  private void checkNames(Map<String, ?> row) {
    for (String column : row.keySet()) {
      if (!indices.containsKey(column) && !unused.contains(column)) {
        throw unknown(column);
      }
    }
  }

  private DataException missing(Map<String, ?> row) {
    checkNames(row);
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (row.get(name) == null) {
        missing.add(name);
      }
    }
    return new DataException("the row has no value for " + Names.list(missing));
  }

  /** Encodes the value of a column into a row in which it is 0. */
  private void put(int index, Object value, float[] encoded, int at) {
    EncodedFeature feature = features[index];
    if (feature.kind() == FeatureKind.NUMBER) {
      encoded[at + offsets[index]] = number(feature, value);
    } else {
      feature.put(place(index, value), encoded, at + offsets[index]);
    }
  }

  /** Encodes the value of a column into a row in which it may have another one. */
  void replace(int index, Object value, float[] encoded) {
    float[] own = new float[width];
    put(index, value, own, 0);
    System.arraycopy(own, offsets[index], encoded, offsets[index], features[index].width());
  }

  private static float number(EncodedFeature feature, Object value) {
    double number = value instanceof Number known ? known.doubleValue() : number(value);
    float encoded = (float) (number - feature.offset());
    if (!Float.isFinite(encoded)) {
      throw misfit(feature, value);
    }
    return encoded;
  }

  /** The index of a category, from 1; 0 if it is unknown. */
  private int place(int index, Object value) {
    @Nullable String text = text(value);
    int place = text == null ? 0 : places.get(index).getOrDefault(text, 0);
    if (text == null || (place == 0 && !ignoreUnknown)) {
      throw misfit(features[index], value);
    }
    return place;
  }

  /** A number that is given as text or truth value; NaN if it is none. */
  private static double number(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value instanceof CharSequence text
        ? Numbers.valueOf(text.toString().strip())
        : Double.NaN;
  }

  /** A value as the text of a category; null if it is of another type. */
  private static @Nullable String text(Object value) {
    if (value instanceof Number number) {
      return isWhole(number) ? number.toString() : Decimals.of(number.doubleValue());
    }
    return value instanceof CharSequence || value instanceof Boolean ? value.toString() : null;
  }

  private static boolean isWhole(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof BigInteger;
  }

  private static DataException misfit(EncodedFeature feature, Object value) {
    String expected =
        feature.kind() == FeatureKind.NUMBER
            ? "a finite number"
            : "one of the categories " + Names.list(feature.categories());
    @Nullable String text = text(value);
    String shown = value instanceof CharSequence ? Names.quote(value.toString()) : text;
    String hint = text == null ? "" : Nearest.hint(text, feature.categories());
    return new DataException(
        "column "
            + Names.quote(feature.name())
            + ": "
            + (shown == null ? "a value of " + value.getClass().getTypeName() : shown)
            + ", expected "
            + expected
            + hint);
  }
}
