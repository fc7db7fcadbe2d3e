package dev.cotangent.core.model;

import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A row of a model's layer table.
 *
 * @param path the layer's path, the prefix of its parameters' names; for a further application of a
 *     shared layer, the path of that node, as in {@code tower#2}
 * @param spec the layer's specification
 * @param takes the inputs and nodes that it is applied to in a graph; empty in a sequence
 * @param shared whether its parameters are those of a row above
 * @param outputs the layer's outputs
 * @param weights the number of weight elements, without those counted in other rows
 * @param states the number of state elements, without those counted in other rows
 */
public record LayerRow(
    String path,
    LayerSpec spec,
    List<String> takes,
    boolean shared,
    Signature outputs,
    long weights,
    long states) {

  /** The id and the text attributes, such as the id of an activation. */
  public String description() {
    String words =
        inner()
            ? ""
            : spec.attributes().names().stream()
                .map(name -> spec.attributes().find(name).orElse(""))
                .filter(String.class::isInstance)
                .map(Objects::toString)
                .collect(Collectors.joining(", "));
    return spec.id() + (words.isEmpty() ? "" : " (" + words + ")") + (shared ? ", shared" : "");
  }

  /** Whether the layer contains layers, whose rows follow. */
  private boolean inner() {
    return spec.attributes().names().stream()
        .anyMatch(name -> spec.attributes().find(name).orElse("") instanceof List);
  }
}
