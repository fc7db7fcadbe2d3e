package dev.cotangent.training.table;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of a classification, sorted numerically if all labels are numbers, otherwise
 * alphabetically. A label is text: 7, 007 and 7.0 are three classes.
 *
 * @param names the labels in order; a class's index is its position
 */
public record Classes(List<String> names) {

  /** Copies the list. */
  public Classes {
    names = List.copyOf(Given.of("classes: the names", names));
  }

  /** No classes, as for a regression. */
  public static Classes none() {
    return new Classes(List.of());
  }

  /**
   * The classes that occur in a table.
   *
   * @throws DataException if there is only one
   */
  public static Classes of(Table table) {
    if (table.columns().targets().size() > 1) {
      throw new DataException(
          table.source()
              + ": a classification with the targets "
              + Names.list(table.columns().targetNames())
              + ", expected one column; use --labels for several columns of 0 and 1, or --task "
              + "regression to predict several numbers");
    }
    List<String> labels = table.targets().stream().distinct().toList();
    if (labels.size() < 2) {
      throw new DataException(
          table.source()
              + ": every row has the class "
              + Names.quote(labels.get(0))
              + ", expected at least two classes in "
              + table.columns().describe(table.columns().target()));
    }
    return new Classes(labels.stream().sorted(order(labels)).toList());
  }

  /**
   * Orders numbers by value, and equal numbers that are written differently by their characters.
   */
  private static Comparator<String> order(List<String> labels) {
    return labels.stream().allMatch(Numbers::isNumber)
        ? Comparator.comparingDouble(Numbers::valueOf).thenComparing(Comparator.naturalOrder())
        : Comparator.naturalOrder();
  }

  /** The number of classes. */
  public int count() {
    return names.size();
  }

  /**
   * The class index of each row.
   *
   * @throws DataException if a label is unknown, naming line and column
   */
  public int[] indices(Table table) {
    Map<String, Integer> index = new HashMap<>();
    names.forEach(name -> index.put(name, index.size()));
    int[] indices = new int[table.rows()];
    for (int row = 0; row < indices.length; row++) {
      Integer found = index.get(table.targets().get(row));
      if (found == null) {
        throw new DataException(
            table.placeOfTarget(row, 0)
                + ": unknown class "
                + Names.quote(table.targets().get(row))
                + ", expected one of "
                + Names.list(names)
                + Nearest.hint(table.targets().get(row), names));
      }
      indices[row] = found;
    }
    return indices;
  }
}
