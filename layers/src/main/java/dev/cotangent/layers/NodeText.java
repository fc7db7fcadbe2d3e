package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A node of a graph: a layer and the wires it is applied to. Its text form is {@code
 * layer(wire,wire)}, prefixed with {@code name=} if the layer is applied again.
 *
 * @param name name of the node
 * @param layer name of the layer that it applies
 * @param wires its inputs, one or more
 */
record NodeText(String name, String layer, List<Wire> wires) {

  /** Separates the name of a layer from a number in the names of its second and later nodes. */
  private static final char AGAIN = '#';

  NodeText {
    wires = List.copyOf(wires);
    if (wires.isEmpty()) {
      throw new CotangentException(
          "graph: node '" + name + "' has no inputs, expected at least one");
    }
  }

  /** The name of the node that applies a layer for the nth time, from 1. */
  static String name(String layer, int time) {
    return time == 1 ? layer : layer + AGAIN + time;
  }

  static NodeText parse(String text) {
    int equals = text.indexOf('=');
    int open = text.indexOf('(');
    if (open < 0 || !text.endsWith(")") || equals > open) {
      throw new CotangentException(
          "graph: "
              + Brief.quoted(text)
              + " is not a node, expected layer(wire,...) or name=layer(...)");
    }
    String layer = node(text, text.substring(equals + 1, open));
    String name = equals < 0 ? layer : node(text, text.substring(0, equals));
    List<Wire> wires = new ArrayList<>();
    for (String wire : text.substring(open + 1, text.length() - 1).split(",", -1)) {
      wires.add(Wire.parse(wire));
    }
    return new NodeText(name, layer, wires);
  }

  /** Validates the name of a node: a plain name, optionally followed by {@code #} and a number. */
  static String node(String text, String name) {
    int again = name.indexOf(AGAIN);
    String plain = again < 0 ? name : name.substring(0, again);
    boolean numbered = again < 0 || isNumber(name, again + 1);
    try {
      if (numbered) {
        Signature.checked(plain);
        return name;
      }
    } catch (CotangentException wrong) {
      throw new CotangentException(
          "graph: " + Brief.quoted(text) + ": " + wrong.getMessage(), wrong);
    }
    throw new CotangentException(
        "graph: "
            + Brief.quoted(text)
            + ": the node name is "
            + Brief.quoted(name)
            + ", expected letters, digits, '_' and '-'");
  }

  private static boolean isNumber(String name, int from) {
    boolean digits = from < name.length();
    for (int i = from; i < name.length(); i++) {
      digits &= name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    return digits;
  }

  @Override
  public String toString() {
    String from = wires.stream().map(Wire::toString).collect(Collectors.joining(",", "(", ")"));
    return (name.equals(layer) ? "" : name + "=") + layer + from;
  }
}
