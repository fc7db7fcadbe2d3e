package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The targets of a data set by name, at least one, in order. Immutable.
 *
 * @param all all columns of the same number of rows, starting with the first targets
 */
record TargetColumns(List<TargetColumn> all) {

  /** Only the first targets of a data set. */
  static TargetColumns of(TargetColumn first) {
    return new TargetColumns(List.of(first.withNames(TargetNames.FIRST)));
  }

  TargetColumn first() {
    return all.get(0);
  }

  List<String> names() {
    return all.stream().map(each -> each.names().name()).toList();
  }

  /**
   * Adds targets.
   *
   * @throws ShapeException if they have a different number of rows
   * @throws CotangentException if the name is empty or already used
   */
  TargetColumns with(String name, Targets targets) {
    DatasetChecks.name(name, names());
    int size = first().rows().count();
    if (targets.size() != size) {
      throw new ShapeException(
          targets.size()
              + " rows of targets '"
              + name
              + "', expected one for each of "
              + size
              + " samples");
    }
    List<TargetColumn> more = new ArrayList<>(all);
    more.add(TargetColumn.of(TargetNames.of(name), targets));
    return new TargetColumns(List.copyOf(more));
  }

  /** Replaces the first targets. */
  TargetColumns withFirst(TargetColumn first) {
    List<TargetColumn> changed = new ArrayList<>(all);
    changed.set(0, first);
    return new TargetColumns(List.copyOf(changed));
  }

  /**
   * Keeps only one column, as the first.
   *
   * @param where the data, for the message
   * @throws CotangentException if there is no column of that name
   */
  TargetColumns select(String name, Object where) {
    int index = names().indexOf(name);
    if (index < 0) {
      throw new CotangentException(
          where + " has no targets '" + name + "', expected one of " + names());
    }
    return all.size() == 1 ? this : of(all.get(index));
  }

  TargetColumns subset(int... chosen) {
    return new TargetColumns(all.stream().map(each -> each.subset(chosen)).toList());
  }

  @Override
  public String toString() {
    return first().targets()
        + (all.size() == 1 ? "" : " and " + (all.size() - 1) + " more targets");
  }
}
