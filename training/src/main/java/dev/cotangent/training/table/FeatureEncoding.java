package dev.cotangent.training.table;

import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.LabelTargets;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.data.Targets;
import dev.cotangent.training.input.Names;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The encoding of a table's features as the numbers of a sample. The known categories come from the
 * training samples and are saved with the model.
 *
 * @param features the features in the order of the model
 * @param ignoreUnknown whether an unknown category is encoded as 0 (all zeros if one-hot) instead
 *     of being an error
 * @param inputs named inputs of a model, and the features that feed each; empty for a model with
 *     one input, which all features feed
 */
public record FeatureEncoding(
    List<EncodedFeature> features, boolean ignoreUnknown, List<TableInput> inputs) {

  /** Copies the lists. */
  public FeatureEncoding {
    features = List.copyOf(features);
    inputs = List.copyOf(inputs);
  }

  /** Creates an encoding for a model with one input. */
  public FeatureEncoding(List<EncodedFeature> features, boolean ignoreUnknown) {
    this(features, ignoreUnknown, List.of());
  }

  /**
   * The encoding of a table without categories, fitted to all samples.
   *
   * @throws DataException if the table has categories
   */
  static FeatureEncoding ofNumbers(Table table) {
    if (table.hasCategories()) {
      throw new DataException(
          table.source() + " has categories, expected numbers only; use " + "FeatureEncoding.fit");
    }
    return fit(table);
  }

  /** Fits an encoding to all rows of a table: every category that occurs is known. */
  public static FeatureEncoding fit(Table table) {
    return fit(table, IntStream.range(0, table.rows()).toArray());
  }

  /**
   * Fits an encoding to the training rows of a table: their categories are known, and any other
   * category is an error.
   *
   * @param rows training rows, as in {@code fit(table, split.train())} with a {@link
   *     dev.cotangent.training.data.RowSplit}
   */
  public static FeatureEncoding fit(Table table, int[] rows) {
    List<String> names = table.columns().featureNames();
    List<EncodedFeature> features = new ArrayList<>();
    for (int feature = 0; feature < names.size(); feature++) {
      FeatureKind kind = table.columns().kinds().get(feature);
      features.add(
          kind == FeatureKind.NUMBER
              ? EncodedFeature.number(names.get(feature), offset(table, rows, feature))
              : EncodedFeature.category(names.get(feature), kind, known(table, rows, feature)));
    }
    return new FeatureEncoding(features, false, table.columns().inputs());
  }

  /** Returns the same encoding with unknown categories ignored or rejected. */
  public FeatureEncoding withIgnoreUnknown(boolean ignore) {
    return new FeatureEncoding(features, ignore, inputs);
  }

  private static double offset(Table table, int[] rows, int feature) {
    int width = table.columns().features().size();
    return Offset.of(rows, row -> table.features()[row * width + feature]);
  }

  private static List<String> known(Table table, int[] rows, int feature) {
    int width = table.columns().features().size();
    BitSet present = new BitSet();
    for (int row : rows) {
      present.set((int) table.features()[row * width + feature]);
    }
    List<String> texts = table.categories().get(feature);
    return present.stream().mapToObj(texts::get).sorted().toList();
  }

  /** The number of values in an encoded sample. */
  public int width() {
    return features.stream().mapToInt(EncodedFeature::width).sum();
  }

  /** The names of a sample's values; those of a one-hot category are {@code feature=category}. */
  public List<String> names() {
    return features.stream().flatMap(feature -> feature.names().stream()).toList();
  }

  /**
   * The inputs of a model for such samples: {@code features} F32[{@link #width}], or the named
   * {@link #inputs}.
   */
  public Signature signature() {
    return new EncodedInputs(this).signature();
  }

  /**
   * Encodes a table for {@code Predictor.predict(Map)}: a {@code float[]} or {@code int[]} for each
   * input of the {@link #signature}, by name.
   *
   * @throws DataException like {@link #encode}
   */
  public Map<String, Object> arrays(Table table) {
    return new EncodedInputs(this).arrays(encode(table));
  }

  /**
   * The number of categories of a column, with one more for unknown ones: the first number of the
   * layer {@code embedding} for it.
   *
   * @throws DataException if there is no such feature, or it has no categories
   */
  public int categoryCount(String column) {
    Given.of("category count: the column", column);
    EncodedFeature feature =
        features.stream()
            .filter(each -> each.name().equals(column))
            .findFirst()
            .orElseThrow(() -> new DataException(unknown(column)));
    if (feature.kind() == FeatureKind.NUMBER) {
      throw new DataException("column '" + column + "' has numbers, expected categories");
    }
    return feature.categories().size() + 1;
  }

  private String unknown(String column) {
    List<String> names = features.stream().map(EncodedFeature::name).toList();
    return "no feature '" + column + "', expected one of " + names + Nearest.hint(column, names);
  }

  /** The kind of each feature. */
  public List<FeatureKind> kinds() {
    return features.stream().map(EncodedFeature::kind).toList();
  }

  /**
   * Encodes a table as a data set with classes.
   *
   * @throws DataException if a class or category is unknown, naming line and column
   */
  public Dataset classification(Table table, Classes classes) {
    return of(table, ClassTargets.of(classes.indices(table), classes.names()));
  }

  /**
   * Encodes a table as a data set with numeric targets.
   *
   * @throws DataException if a target is not a number or a category is unknown, naming line and
   *     column
   */
  public Dataset regression(Table table) {
    return regression(table, Collections.nCopies(table.columns().targets().size(), 0.0));
  }

  /**
   * Encodes a table as a data set with numeric targets, from which offsets are subtracted in double
   * precision.
   */
  Dataset regression(Table table, List<Double> offsets) {
    float[] numbers = TargetNumbers.of(table, offsets);
    List<String> names = table.columns().targetNames();
    boolean clear = names.stream().distinct().count() == names.size();
    return of(
        table,
        clear
            ? NumberTargets.of(names, numbers)
            : NumberTargets.of(Shape.of(names.size()), numbers));
  }

  /**
   * Encodes a table as a multi-label data set, where each label is a column of 0 and 1.
   *
   * @throws DataException if a target is neither 0 nor 1 or a category is unknown, naming line and
   *     column
   */
  public Dataset labels(Table table) {
    List<String> labels = table.columns().targetNames();
    return of(table, LabelTargets.of(labels, TargetNumbers.zeroAndOne(table)));
  }

  private Dataset of(Table table, Targets targets) {
    return new EncodedInputs(this).dataset(encode(table), targets);
  }

  /**
   * Encodes all samples of a table, row-major, with all features in order.
   *
   * @throws DataException if a category is unknown, naming line and column, or the samples would
   *     not fit into memory
   */
  public float[] encode(Table table) {
    int width = width();
    float[] encoded = new float[size(table, width)];
    int offset = 0;
    for (int feature = 0; feature < features.size(); feature++) {
      if (features.get(feature).kind() == FeatureKind.NUMBER) {
        copy(table, feature, encoded, offset, width);
      } else {
        encode(table, feature, encoded, offset, width);
      }
      offset += features.get(feature).width();
    }
    return encoded;
  }

  private int size(Table table, int width) {
    long size = (long) table.rows() * width;
    if (size > Integer.MAX_VALUE - 8 || size * Float.BYTES > Runtime.getRuntime().maxMemory()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: %,d samples of %,d numbers need %,d MB, but the heap has %,d MB; columns "
                  + "with many categories need less memory as --ordinal or --embedding than as "
                  + "--one-hot",
              table.source(),
              table.rows(),
              width,
              (size * Float.BYTES) >> 20,
              Runtime.getRuntime().maxMemory() >> 20));
    }
    return (int) size;
  }

  private void copy(Table table, int feature, float[] encoded, int offset, int width) {
    double shift = features.get(feature).offset();
    int step = features.size();
    for (int row = 0; row < table.rows(); row++) {
      encoded[row * width + offset] = (float) (table.features()[row * step + feature] - shift);
    }
  }

  private void encode(Table table, int feature, float[] encoded, int offset, int width) {
    EncodedFeature known = features.get(feature);
    List<String> texts = table.categories().get(feature);
    Map<String, Integer> places = known.places();
    int[] found = texts.stream().mapToInt(text -> places.getOrDefault(text, 0)).toArray();
    for (int row = 0; row < table.rows(); row++) {
      int category = (int) table.features()[row * features.size() + feature];
      int place = found[category];
      if (place == 0 && !ignoreUnknown) {
        throw unknown(table, row, feature, texts.get(category));
      }
      known.put(place, encoded, row * width + offset);
    }
  }

  private DataException unknown(Table table, int row, int feature, String text) {
    List<String> categories = features.get(feature).categories();
    return new DataException(
        table.placeOfFeature(row, feature)
            + ": "
            + Names.quote(text)
            + " does not occur in the training samples, expected one of "
            + Names.list(categories)
            + Nearest.hint(text, categories));
  }
}
