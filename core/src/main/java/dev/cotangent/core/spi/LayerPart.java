package dev.cotangent.core.spi;

import java.util.List;

/**
 * One application of a layer within an enclosing layer.
 *
 * @param name its name in the enclosing layer, the next part of the path: {@code 2}, {@code tower}
 * @param spec its specification
 * @param takes the inputs that it is applied to, as the enclosing layer names them; empty if it is
 *     applied to the previous part
 * @param shared whether an earlier part has the same parameters
 * @param layer the layer
 */
public record LayerPart(
    String name, LayerSpec spec, List<String> takes, boolean shared, MultiLayer layer) {

  /** Copies the list. */
  public LayerPart {
    takes = List.copyOf(takes);
  }
}
