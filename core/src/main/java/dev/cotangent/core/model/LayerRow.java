package dev.cotangent.core.model;

import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A layer of a model in a table of all of them.
 *
 * @param path of the layer, with which the names of its parameters begin; of one that is applied
 *     again, that of its node, as in {@code tower#2}
 * @param spec what it was built from
 * @param takes what it is applied to in a graph: inputs and nodes; none in a sequence
 * @param shared whether a row above has its parameters
 * @param outputs its outputs
 * @param weights how many numbers a training changes; those that rows above or below have are not
 *     counted
 * @param states how many numbers a training updates on its own, likewise
 */
public record LayerRow(
    String path,
    LayerSpec spec,
    List<String> takes,
    boolean shared,
    Signature outputs,
    long weights,
    long states) {

  /** The id and the attributes that are words, such as the id of an activation. */
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

  /** Whether it holds layers, whose rows follow. */
  private boolean inner() {
    return spec.attributes().names().stream()
        .anyMatch(name -> spec.attributes().find(name).orElse("") instanceof List);
  }
}
