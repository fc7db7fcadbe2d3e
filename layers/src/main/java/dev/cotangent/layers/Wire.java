package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.text.Brief;

/**
 * Where an input of a node comes from: {@code [input:]node[.port]} as text.
 *
 * @param input of the node that it goes to; empty for the next one in order
 * @param node that it comes from, or an input of the graph
 * @param port of that node; empty for its only output
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
          "graph: " + Brief.quoted(text) + " is no wire: " + wrong.getMessage(), wrong);
    }
  }

  @Override
  public String toString() {
    return (input.isEmpty() ? "" : input + ":") + node + (port.isEmpty() ? "" : "." + port);
  }
}
