package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table that was read and validated: finite numbers, no missing fields, and the targets as text
 * if there are any.
 *
 * @param source name of the source, for messages
 * @param columns roles of the columns
 * @param features row-major, one number for each feature of each sample; a category is an index
 *     into its {@code categories}; not to be modified
 * @param categories the texts that occur for each feature; empty for numbers
 * @param targets the targets of each sample as text in the file, row-major if there are several
 *     target columns; empty without a target
 * @param lines line on which each sample starts, from 1; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lists would box every number
public record Table(
    String source,
    Columns columns,
    double[] features,
    List<List<String>> categories,
    List<String> targets,
    int[] lines) {

  private static final String TARGET = "label";

  /**
   * Converts a classification to a table: the samples' elements with their names, if they have any,
   * and the class names as target in a last column {@code label}.
   *
   * @throws DataException if the chooser does not choose the last column as target and all others
   *     as features
   */
  public static Table of(String source, Dataset data, ColumnChooser chooser) {
    int width = data.sampleShape().size();
    List<String> names = new ArrayList<>(data.featureNames());
    if (names.isEmpty()) {
      IntStream.range(0, width).forEach(i -> names.add("pixel_" + i));
    }
    names.add(TARGET);
    Columns columns = chooser.choose(source, names, true);
    if (!columns.targets().equals(List.of(width))
        || columns.kinds().stream().anyMatch(Table::isCategory)) {
      throw new DataException(
          source + ": expected the last column as target and all others as numeric features");
    }
    double[] features = new double[data.size() * width];
    List<String> targets = new ArrayList<>();
    for (int row = 0; row < data.size(); row++) {
      float[] sample = data.features(row);
      for (int i = 0; i < width; i++) {
        features[row * width + i] = sample[columns.features().get(i)];
      }
      targets.add(data.classNames().get(data.label(row)));
    }
    return new Table(
        source,
        columns,
        features,
        Collections.nCopies(width, List.of()),
        targets,
        IntStream.rangeClosed(1, data.size()).toArray());
  }

  private static boolean isCategory(FeatureKind kind) {
    return kind != FeatureKind.NUMBER;
  }

  /** The number of samples. */
  public int rows() {
    return lines.length;
  }

  /** Whether any feature is a category. */
  public boolean hasCategories() {
    return columns.kinds().stream().anyMatch(Table::isCategory);
  }

  /**
   * Converts the table to a data set of all features, with the classes that occur in the target.
   *
   * @throws DataException if there is only one class, or a feature is a category
   */
  public Dataset classification() {
    Classes classes = Classes.of(this);
    return FeatureEncoding.ofNumbers(this).classification(this, classes);
  }

  /**
   * Converts the table to a data set of all features, with the target as a number.
   *
   * @throws DataException if a target is not a number, naming its position, or a feature is a
   *     category
   */
  public Dataset regression() {
    return FeatureEncoding.ofNumbers(this).regression(this);
  }

  /** The position of a sample, for messages. */
  public String placeOf(int row) {
    return source + ", line " + lines[row];
  }

  /** The position of a sample's feature, for messages. */
  String placeOfFeature(int row, int feature) {
    return place(row, columns.features().get(feature));
  }

  /** The target of a sample as text in the file, by target column. */
  String target(int row, int index) {
    return targets.get(row * columns.targets().size() + index);
  }

  /** The position of a sample's target, for messages. */
  String placeOfTarget(int row, int index) {
    return place(row, columns.targets().get(index));
  }

  private String place(int row, int column) {
    return placeOf(row) + ", " + columns.describe(column);
  }
}
