package dev.cotangent.training.data;

import dev.cotangent.core.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is to be learned: one of some classes, or a number. */
public enum Task {
  /** The target is the label of a class. */
  CLASSIFICATION,
  /** The target is a number, or several. */
  REGRESSION,
  /** The targets are labels, each of which a sample has or has not: 1 or 0. */
  MULTI_LABEL;

  /** The rule of {@link #of}, for people. */
  public static final String RULE =
      "classification if the target is text, or whole numbers of at most 50 different values that"
          + " occur twice or more on average; else, and with several targets, regression";

  private static final int MOST_CLASSES = 50;

  /** The name that users and files see. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of that name.
   *
   * @throws DataException if there is none
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

  /** The task that a table's target suggests: {@link #RULE}. */
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
