package dev.cotangent.cli;

import dev.cotangent.core.model.LayerRow;
import dev.cotangent.core.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The table of a model's layers, nested ones included, in the order of the forward pass. */
final class LayerTable {

  private static final int TAKES = 2;

  private final boolean graph;
  private final TextTable table;

  private LayerTable(boolean graph) {
    this.graph = graph;
    this.table = new TextTable(cells("path", "layer", "takes", "output", "parameters", "states"));
  }

  /** The table with its totals; the inputs of each layer are shown if there is a graph. */
  static String of(Model model) {
    List<LayerRow> layers = model.layers();
    LayerTable rows = new LayerTable(layers.stream().anyMatch(layer -> !layer.takes().isEmpty()));
    layers.forEach(rows::add);
    long states =
        model.parameters().stream()
            .filter(parameter -> !parameter.trainable())
            .mapToLong(parameter -> parameter.shape().size())
            .sum();
    rows.table.line();
    rows.table.row(
        rows.cells(
            "total",
            "",
            "",
            model.outputs().shapes(),
            number(model.parameterCount()),
            number(states)));
    return "samples " + model.inputs().shapes() + System.lineSeparator() + rows.table;
  }

  private void add(LayerRow layer) {
    table.row(
        cells(
            layer.path(),
            layer.description(),
            String.join(", ", layer.takes()),
            layer.outputs().shapes(),
            number(layer.weights()),
            number(layer.states())));
  }

  private String[] cells(String... all) {
    List<String> shown = new ArrayList<>(Arrays.asList(all));
    if (!graph) {
      shown.remove(TAKES);
    }
    return shown.toArray(String[]::new);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
