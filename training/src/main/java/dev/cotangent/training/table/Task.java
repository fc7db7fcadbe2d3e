package dev.cotangent.training.table;

import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kind of prediction that is learned from a table. */
public enum Task {
  /** Classification: the target is the label of a class. */
  CLASSIFICATION,
  /** Regression: the target is one or several numbers. */
  REGRESSION,
  /**
   * Multi-label classification: each target is a label that a sample has (1) or does not have (0).
   */
  MULTI_LABEL;

  /** The rule of {@link #of} in words, for users. */
  public static final String RULE =
      "classification if the target is text, or whole numbers of at most 50 different values that"
          + " occur twice or more on average; else, and with several targets, regression";

  private static final int MOST_CLASSES = 50;

  /** The name for users and in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task with that name.
   *
   * @throws DataException if there is no such task
   */
  public static Task named(String id) {
    return Arrays.stream(values())
        .filter(task -> task.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "unknown task '"
                        + id
                        + "', expected classification, regression or multi_label"
                        + Nearest.hint(id, Arrays.stream(values()).map(Task::id).toList())));
  }

  /** The default task for a table's targets: {@link #RULE}. */
  public static Task of(Table table) {
    if (table.columns().targets().size() > 1) {
      return REGRESSION;
    }
    List<String> distinct = table.targets().stream().distinct().toList();
    boolean numbers = distinct.stream().allMatch(Numbers::isNumber);
    if (!numbers) {
      return CLASSIFICATION;
    }
    boolean whole =
        distinct.stream().allMatch(text -> Numbers.isWhole(Numbers.parse(text).orElseThrow()));
    boolean few = distinct.size() <= MOST_CLASSES && 2L * distinct.size() <= table.rows();
    return whole && few ? CLASSIFICATION : REGRESSION;
  }
}
