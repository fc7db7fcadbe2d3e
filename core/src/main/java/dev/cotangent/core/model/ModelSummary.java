package dev.cotangent.core.model;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the text of {@link Model#summary}. */
final class ModelSummary {

  private ModelSummary() {}

  static String of(Model model) {
    return String.format(
        Locale.ROOT,
        "%s%n%s, %s parameters, seed %d%n%s%s",
        Printable.of(SpecJson.encode(model.spec()).compact()),
        ModelInputs.arrow(model),
        number(model.parameterCount()),
        model.seed(),
        layers(model),
        parameters(model));
  }

  /** The layer table; empty if there is only one layer. */
  private static String layers(Model model) {
    List<LayerRow> layers = model.layers();
    boolean graph = layers.stream().anyMatch(layer -> !layer.takes().isEmpty());
    List<List<String>> rows = new ArrayList<>();
    rows.add(cells(graph, "path", "layer", "takes", "output", "numbers"));
    for (LayerRow layer : layers) {
      rows.add(
          cells(
              graph,
              Printable.of(layer.path()),
              Printable.of(layer.description()),
              Printable.of(String.join(", ", layer.takes())),
              layer.outputs().shapes(),
              number(layer.weights() + layer.states())));
    }
    return layers.size() == 1 ? "" : table(rows) + System.lineSeparator();
  }

  private static List<String> cells(
      boolean graph, String path, String layer, String takes, String output, String numbers) {
    return graph
        ? List.of(path, layer, takes, output, numbers)
        : List.of(path, layer, output, numbers);
  }

  private static String parameters(Model model) {
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
    return rows.size() == 1 ? "" : table(rows);
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

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
