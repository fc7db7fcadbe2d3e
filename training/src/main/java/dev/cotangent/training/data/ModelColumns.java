package dev.cotangent.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a file for a model that exists: its features, with or without the target. Where
 * both have names the names count, in any order; else the positions do.
 *
 * @param features the names that the features had in training
 * @param kinds what each of them holds
 * @param named whether these come from a header
 * @param target the name that the target had
 * @param targetIndex the position that it had
 */
public record ModelColumns(
    List<String> features, List<FeatureKind> kinds, boolean named, String target, int targetIndex)
    implements ColumnChooser {

  /** Copies the lists. */
  public ModelColumns {
    features = List.copyOf(features);
    kinds = List.copyOf(kinds);
  }

  @Override
  public Columns choose(String source, List<String> first) {
    if (named && first.stream().anyMatch(features::contains)) {
      return byName(source, first);
    }
    return byPosition(source, first);
  }

  private Columns byName(String source, List<String> header) {
    List<Integer> positions = new ArrayList<>();
    for (String feature : features) {
      int position = header.indexOf(feature);
      if (position < 0) {
        throw new DataException(
            source
                + ": no column '"
                + feature
                + "', which the model needs, in "
                + Names.list(header));
      }
      positions.add(position);
    }
    for (String name : header) {
      if (!features.contains(name) && !name.equals(target)) {
        throw new DataException(
            source
                + ": column '"
                + name
                + "' is unknown to the model, whose features are "
                + Names.list(features));
      }
    }
    return new Columns(header, true, positions, kinds, header.indexOf(target));
  }

  private Columns byPosition(String source, List<String> first) {
    int count = features.size();
    if (first.size() != count && first.size() != count + 1) {
      throw new DataException(
          source
              + ": "
              + first.size()
              + " columns, but the model has "
              + count
              + " features, expected "
              + count
              + " columns, or "
              + (count + 1)
              + " with the target");
    }
    int targetAt = first.size() == count ? Columns.NONE : targetIndex;
    List<Integer> positions =
        IntStream.range(0, first.size()).filter(i -> i != targetAt).boxed().toList();
    boolean header =
        IntStream.range(0, count)
            .filter(i -> kinds.get(i) == FeatureKind.NUMBER)
            .mapToObj(i -> first.get(positions.get(i)))
            .anyMatch(text -> !Numbers.isNumber(text));
    return new Columns(
        header ? first : Columns.madeUp(first.size()), header, positions, kinds, targetAt);
  }
}
