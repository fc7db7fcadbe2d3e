package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;

/**
 * The source of a node's input; {@code [input:]node[.port]} in text form.
 *
 * @param input name of the input that it feeds; empty for the next one in order
 * @param node name of the source node or graph input
 * @param port name of the source's output; empty for its only output
 */
record Wire(String input, String node, String port) {

  static Wire from(String node) {
    return new Wire("", node, "");
  }

  static Wire parse(String text) {
    int colon = text.indexOf(':');
    int point = text.indexOf('.', colon + 1);
    String input = colon < 0 ? "" : name(text, text.substring(0, colon));
    String port = point < 0 ? "" : name(text, text.substring(point + 1));
    String node = text.substring(colon + 1, point < 0 ? text.length() : point);
    return new Wire(input, NodeText.node(text, node), port);
  }

  private static String name(String text, String name) {
    try {
      return Signature.checked(name);
    } catch (CotangentException wrong) {
      throw new CotangentException(
          "graph: wire " + Brief.quoted(text) + ": " + wrong.getMessage(), wrong);
    }
  }

  @Override
  public String toString() {
    return (input.isEmpty() ? "" : input + ":") + node + (port.isEmpty() ? "" : "." + port);
  }
}
