package dev.cotangent.core.model;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that {@link Model#summary} gives. */
final class ModelSummary {

  private ModelSummary() {}

  static String of(Model model) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("parameter", "shape", "numbers", "first values"));
    for (Parameter parameter : model.parameters()) {
      rows.add(
          List.of(
              Printable.of(parameter.name()) + (parameter.trainable() ? "" : " (state)"),
              parameter.shape().toString(),
              number(parameter.shape().size()),
              Printable.of(parameter.initializer().id())));
    }
    return String.format(
        Locale.ROOT,
        "%s%n%s, %s parameters, seed %d%n%s",
        Printable.of(SpecJson.encode(model.spec()).compact()),
        ModelInputs.arrow(model),
        number(model.parameterCount()),
        model.seed(),
        rows.size() == 1 ? "" : table(rows));
  }

  private static String table(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(
            String.format(Locale.ROOT, "%-" + (width(rows, column) + 2) + "s", row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String number(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
