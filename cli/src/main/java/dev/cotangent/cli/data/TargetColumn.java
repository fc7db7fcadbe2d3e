package dev.cotangent.cli.data;

import dev.cotangent.cli.UserError;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a file to train on: one is the target, all others are features. The first row is a
 * header if a feature column has something in it that is no number.
 *
 * @param choice a name, an index that counts from 0, or {@code last}
 */
public record TargetColumn(String choice) implements ColumnChooser {

  private static final String LAST = "last";

  @Override
  public Columns choose(String source, List<String> first) {
    if (first.size() < 2) {
      throw new UserError(
          source
              + ": one column, expected at least two, features and a target, separated by commas");
    }
    int target = position(source, first);
    List<Integer> features =
        IntStream.range(0, first.size()).filter(i -> i != target).boxed().toList();
    boolean header = isName() || !features.stream().map(first::get).allMatch(Numbers::isNumber);
    return new Columns(header ? first : Columns.madeUp(first.size()), header, features, target);
  }

  private boolean isName() {
    return !choice.equals(LAST) && !isIndex();
  }

  private boolean isIndex() {
    return choice.matches("-?\\d+");
  }

  private int position(String source, List<String> first) {
    if (choice.equals(LAST)) {
      return first.size() - 1;
    }
    return isIndex() ? index(source, first.size()) : named(source, first);
  }

  private int index(String source, int columns) {
    int index = choice.length() > 9 ? columns : Integer.parseInt(choice);
    if (index < 0 || index >= columns) {
      throw new UserError(
          source
              + ": there is no target column "
              + choice
              + ", expected an index from 0 to "
              + (columns - 1)
              + ", a name or 'last'");
    }
    return index;
  }

  private int named(String source, List<String> first) {
    int position = first.indexOf(choice);
    if (position < 0) {
      throw new UserError(
          source
              + ": there is no target column '"
              + choice
              + "' in the first row, expected one of "
              + Names.list(first)
              + ", an index or 'last'");
    }
    return position;
  }
}
