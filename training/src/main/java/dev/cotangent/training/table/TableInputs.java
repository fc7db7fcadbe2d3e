package dev.cotangent.training.table;

import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Finds the features that feed each input of a model. */
final class TableInputs {

  private final String source;
  private final ColumnFinder finder;
  private final Columns columns;

  private TableInputs(String source, ColumnFinder finder, Columns columns) {
    this.source = source;
    this.finder = finder;
    this.columns = columns;
  }

  /** Returns the columns with their inputs; unchanged if there are none. */
  static Columns in(
      String source, ColumnFinder finder, Columns columns, List<InputColumns> inputs) {
    if (inputs.isEmpty()) {
      return columns;
    }
    TableInputs found = new TableInputs(source, finder, columns);
    List<TableInput> all = inputs.stream().map(found::input).toList();
    found.checkNames(all);
    found.checkUnused(all);
    return columns.withInputs(all);
  }

  private TableInput input(InputColumns input) {
    List<Integer> places = new ArrayList<>();
    for (String text : texts(input)) {
      for (int position : finder.positions("'" + input.input() + "' input", text)) {
        places.add(place(input.input(), position, places));
      }
    }
    TableInput found = new TableInput(input.input(), places);
    checkKinds(found);
    return found;
  }

  private List<String> texts(InputColumns input) {
    String name = input.input();
    if (!input.columns().isEmpty()) {
      return input.columns();
    }
    if (!finder.hasName(name)) {
      throw wrong(
          name,
          "there is no column of that name, expected one of "
              + Names.list(columns.names())
              + Nearest.hint(name, columns.names())
              + "; --input "
              + name
              + "=COLUMN (withInput) feeds it from other columns");
    }
    return List.of('"' + name + '"');
  }

  private int place(String input, int position, List<Integer> before) {
    int place = columns.features().indexOf(position);
    if (place < 0 || before.contains(place)) {
      boolean target = columns.targets().contains(position);
      throw wrong(
          input,
          columns.describe(position)
              + (place >= 0 ? " is listed twice" : target ? " is the target" : " is ignored")
              + ", expected "
              + (place >= 0 ? "each column once" : "a feature"));
    }
    return place;
  }

  /** Checks the kinds: embedding indices are integers, I32; everything else is F32. */
  private void checkKinds(TableInput input) {
    List<Integer> places = input.features();
    Set<Boolean> kinds = new HashSet<>();
    places.forEach(place -> kinds.add(columns.kinds().get(place) == FeatureKind.EMBEDDING));
    if (kinds.size() > 1) {
      int category =
          places.stream()
              .filter(place -> columns.kinds().get(place) == FeatureKind.EMBEDDING)
              .findFirst()
              .orElseThrow();
      throw wrong(
          input.name(),
          columns.describe(columns.features().get(category))
              + " is a category for an embedding (I32) mixed with columns of numbers (F32), "
              + "expected"
              + " an input of its own");
    }
  }

  private void checkNames(List<TableInput> inputs) {
    Set<String> names = new HashSet<>();
    for (TableInput input : inputs) {
      if (!names.add(input.name())) {
        throw new DataException(
            source + ": two inputs have the name '" + input.name() + "', expected unique names");
      }
    }
  }

  /** Rejects a column that is read but reaches no layer, which is probably a mistake. */
  private void checkUnused(List<TableInput> inputs) {
    Set<Integer> used = new TreeSet<>();
    inputs.forEach(input -> used.addAll(input.features()));
    IntStream.range(0, columns.features().size())
        .filter(place -> !used.contains(place))
        .findFirst()
        .ifPresent(
            place -> {
              throw new DataException(
                  source
                      + ": "
                      + columns.describe(columns.features().get(place))
                      + " feeds none of the inputs "
                      + Names.list(inputs.stream().map(TableInput::name).toList())
                      + "; --input NAME=COLUMN (withInput) feeds it to one, --ignore (withIgnored)"
                      + " leaves it out");
            });
  }

  private DataException wrong(String input, String what) {
    return new DataException(source + ": input '" + input + "': " + what);
  }
}
