package dev.cotangent.core.spi;

import java.util.List;

/**
 * A layer in another one, as it is applied there.
 *
 * @param name of its place, with which the path of the other one goes on: {@code 2}, {@code tower}
 * @param spec what it was built from
 * @param takes what it is applied to, in the words of the other layer; none where this is the part
 *     before it
 * @param shared whether a part before it has the same parameters
 * @param layer what was built
 */
public record LayerPart(
    String name, LayerSpec spec, List<String> takes, boolean shared, MultiLayer layer) {

  /** Copies the list. */
  public LayerPart {
    takes = List.copyOf(takes);
  }
}
