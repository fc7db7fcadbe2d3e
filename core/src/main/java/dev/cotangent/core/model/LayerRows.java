package dev.cotangent.core.model;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.LayerPart;
import dev.cotangent.core.spi.MultiLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The layer table of a model, with nested layers in place. */
final class LayerRows {

  private static final long[] NONE = new long[2];

  private final Model model;

  /** The numbers of weight and state elements under each path. */
  private final Map<String, long[]> counts = new HashMap<>();

  private final List<LayerRow> rows = new ArrayList<>();

  private LayerRows(Model model) {
    this.model = model;
    count();
  }

  static List<LayerRow> of(Model model, MultiLayer network) {
    LayerRows rows = new LayerRows(model);
    if (network.parts().isEmpty()) {
      rows.add("", new LayerPart("", model.spec(), List.of(), false, network), false);
    } else {
      rows.addParts("", network);
    }
    return List.copyOf(rows.rows);
  }

  private void addParts(String path, MultiLayer layer) {
    for (LayerPart part : layer.parts()) {
      String place = path.isEmpty() ? part.name() : path + "." + part.name();
      boolean inner = !part.layer().parts().isEmpty() && !part.shared();
      if (!inner || !part.takes().isEmpty()) {
        add(place, part, inner);
      }
      if (inner) {
        addParts(place, part.layer());
      }
    }
  }

  private void add(String path, LayerPart part, boolean counted) {
    boolean none = counted || part.shared();
    long[] numbers = none ? NONE : counts.getOrDefault(path, NONE);
    rows.add(
        new LayerRow(
            path,
            part.spec(),
            part.takes(),
            part.shared(),
            part.layer().outputs(),
            numbers[0],
            numbers[1]));
  }

  /** Sums the parameter counts for each enclosing path. */
  private void count() {
    for (Parameter parameter : model.parameters()) {
      String name = parameter.name();
      int end = name.length();
      while (end > 0) {
        end = Math.max(0, name.lastIndexOf('.', end - 1));
        long[] numbers = counts.computeIfAbsent(name.substring(0, end), path -> new long[2]);
        numbers[parameter.trainable() ? 0 : 1] += parameter.shape().size();
      }
    }
  }
}
