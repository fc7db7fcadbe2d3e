package dev.cotangent.training.data;

import dev.cotangent.core.Shape;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a table's features become the numbers of a sample: what is known of each category is fixed by
 * the samples of a training, and travels with the model.
 *
 * @param features the features in the order of the model
 * @param ignoreUnknown whether a category that is not known becomes 0 (all zeros where it is
 *     one-hot) rather than an error
 */
public record FeatureEncoding(List<EncodedFeature> features, boolean ignoreUnknown) {

  /** Copies the list. */
  public FeatureEncoding {
    features = List.copyOf(features);
  }

  /**
   * The encoding of a table without categories.
   *
   * @throws DataException if it has one
   */
  static FeatureEncoding ofNumbers(Table table) {
    if (table.hasCategories()) {
      throw new DataException(
          table.source() + " has categories, whose encoding must be fitted to training samples");
    }
    return new FeatureEncoding(
        table.columns().featureNames().stream().map(EncodedFeature::number).toList(), false);
  }

  /** The encoding that knows every category that occurs in a table. */
  public static FeatureEncoding fit(Table table) {
    return fit(table, raw(table, Classes.none()), false);
  }

  /**
   * The encoding that knows the categories of the samples that {@link Split#stratified} will choose
   * for training with those arguments.
   */
  public static FeatureEncoding fit(
      Table table,
      Classes classes,
      double validation,
      double test,
      long seed,
      boolean ignoreUnknown) {
    return table.hasCategories()
        ? fit(
            table,
            Split.stratified(raw(table, classes), validation, test, seed).train(),
            ignoreUnknown)
        : ofNumbers(table);
  }

  private static FeatureEncoding fit(Table table, Dataset train, boolean ignoreUnknown) {
    List<EncodedFeature> features = new ArrayList<>();
    for (int feature = 0; feature < table.columns().features().size(); feature++) {
      int at = feature;
      String name = table.columns().featureNames().get(feature);
      FeatureKind kind = table.columns().kinds().get(feature);
      List<String> texts = table.categories().get(feature);
      List<String> known =
          kind == FeatureKind.NUMBER
              ? List.of()
              : IntStream.range(0, train.size())
                  .mapToObj(row -> texts.get((int) train.features(row)[at]))
                  .distinct()
                  .sorted()
                  .toList();
      features.add(new EncodedFeature(name, kind, known));
    }
    return new FeatureEncoding(features, ignoreUnknown);
  }

  /**
   * The samples with indices in place of categories: a split sees their number and classes only.
   */
  private static Dataset raw(Table table, Classes classes) {
    return classes.count() > 0
        ? Dataset.classification(
            table.rawShape(), table.features(), classes.indices(table), classes.names())
        : Dataset.regression(
            table.rawShape(), table.features(), Shape.of(1), new float[table.rows()]);
  }

  /** How many numbers a sample has. */
  public int width() {
    return features.stream().mapToInt(EncodedFeature::width).sum();
  }

  /** The names of a sample's numbers; a one-hot category's are {@code feature=category}. */
  public List<String> names() {
    return features.stream().flatMap(feature -> feature.names().stream()).toList();
  }

  /** What each feature's column holds. */
  public List<FeatureKind> kinds() {
    return features.stream().map(EncodedFeature::kind).toList();
  }

  /**
   * The samples of a table and their classes.
   *
   * @throws DataException if a class or category is unknown, naming line and column
   */
  public Dataset classification(Table table, Classes classes) {
    return Dataset.classification(
            Shape.of(width()), encode(table), classes.indices(table), classes.names())
        .withFeatureNames(names());
  }

  /**
   * The samples of a table and the numbers to predict.
   *
   * @throws DataException if a target is no number or a category unknown, naming line and column
   */
  public Dataset regression(Table table) {
    return Dataset.regression(
            Shape.of(width()), encode(table), Shape.of(1), TargetNumbers.of(table))
        .withFeatureNames(names());
  }

  /**
   * The numbers of all samples of a table, row-major.
   *
   * @throws DataException if a category is unknown, naming line and column
   */
  public float[] encode(Table table) {
    if (!table.hasCategories()) {
      return table.features().clone();
    }
    float[] encoded = new float[Math.multiplyExact(table.rows(), width())];
    int offset = 0;
    for (int feature = 0; feature < features.size(); feature++) {
      encode(table, feature, encoded, offset);
      offset += features.get(feature).width();
    }
    return encoded;
  }

  private void encode(Table table, int feature, float[] encoded, int offset) {
    EncodedFeature known = features.get(feature);
    List<String> texts = table.categories().get(feature);
    List<Integer> places = texts.stream().map(known::place).toList();
    int width = width();
    for (int row = 0; row < table.rows(); row++) {
      float value = table.features()[row * features.size() + feature];
      int at = row * width + offset;
      if (known.kind() == FeatureKind.NUMBER) {
        encoded[at] = value;
        continue;
      }
      int place = places.get((int) value);
      if (place == 0 && !ignoreUnknown) {
        throw unknown(table, row, feature, texts.get((int) value));
      }
      if (known.kind() != FeatureKind.ONE_HOT) {
        encoded[at] = place;
      } else if (place > 0) {
        encoded[at + place - 1] = 1;
      }
    }
  }

  private DataException unknown(Table table, int row, int feature, String text) {
    return new DataException(
        table.placeOfFeature(row, feature)
            + ": "
            + Names.quote(text)
            + " does not occur in the training samples, expected one of "
            + Names.list(features.get(feature).categories()));
  }
}
