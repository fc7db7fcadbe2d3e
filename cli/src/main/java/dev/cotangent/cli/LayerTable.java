package dev.cotangent.cli;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.layers.Sequential;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The layers of a model in their order, those of nested sequences in their place. */
final class LayerTable {

  private final TextTable table = new TextTable("path", "layer", "output", "parameters", "states");
  private final Model model;

  private LayerTable(Model model) {
    this.model = model;
  }

  /** The table with its totals. */
  static String of(Model model) {
    LayerTable layers = new LayerTable(model);
    layers.add("", model.spec(), model.inputs());
    layers.table.line();
    layers.table.row(
        "total",
        "",
        text(model.outputs()),
        number(layers.count("", true)),
        number(layers.count("", false)));
    return "samples " + text(model.inputs()) + System.lineSeparator() + layers.table;
  }

  /** Adds a layer that takes such samples, and returns its outputs. */
  private Signature add(String path, LayerSpec spec, Signature inputs) {
    if (spec instanceof Sequential sequence) {
      Signature reached = inputs;
      for (int i = 0; i < sequence.layers().size(); i++) {
        reached = add(path.isEmpty() ? "" + i : path + "." + i, sequence.layers().get(i), reached);
      }
      return reached;
    }
    Signature outputs = spec.build(inputs, model.seed(), model.registry()).outputs();
    table.row(
        path, describe(spec), text(outputs), number(count(path, true)), number(count(path, false)));
    return outputs;
  }

  /** The shape where there is one of numbers. */
  private static String text(Signature ports) {
    return ports.isSingle() ? ports.only().sample().toString() : ports.toString();
  }

  /** The id and what is said of the layer in words, such as the id of an activation. */
  private static String describe(LayerSpec spec) {
    String words =
        spec.attributes().names().stream()
            .map(name -> spec.attributes().find(name).orElse(""))
            .filter(String.class::isInstance)
            .map(Objects::toString)
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? spec.id() : spec.id() + " (" + words + ")";
  }

  private long count(String path, boolean trainable) {
    return model.parameters().stream()
        .filter(parameter -> path.isEmpty() || parameter.name().startsWith(path + "."))
        .filter(parameter -> parameter.trainable() == trainable)
        .map(Parameter::shape)
        .mapToLong(Shape::size)
        .sum();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
