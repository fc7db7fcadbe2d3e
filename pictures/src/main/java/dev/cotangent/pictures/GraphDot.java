package dev.cotangent.pictures;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** Writes a graph in the DOT language of Graphviz. */
final class GraphDot {

  private GraphDot() {}

  static String text(GraphPicture picture) {
    StringBuilder text =
        new StringBuilder("digraph graph_of_tensor {\n  rankdir=LR;\n  node [shape=box];\n");
    List<Tensor> nodes = picture.graph().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      text.append("  n" + i + " [label=" + quote(label(picture, nodes.get(i))) + "];\n");
    }
    for (int i = 0; i < nodes.size(); i++) {
      Tensor node = nodes.get(i);
      for (int input = 0; input < node.inputs().size(); input++) {
        Tensor from = node.inputs().get(input);
        String label = lines(picture.value(from), picture.gradient(node, input));
        text.append("  n" + picture.graph().indexOf(from) + " -> n" + i);
        text.append(" [label=" + quote(label) + "];\n");
      }
    }
    return text.append("}\n").toString();
  }

  /** The label of a node; the last one includes its value, which no edge shows. */
  private static String label(GraphPicture picture, Tensor node) {
    boolean last = picture.graph().leadsOut(node);
    return lines(
        picture.label(node),
        Labels.shape(node),
        last ? picture.value(node) : "",
        last ? picture.gradient(node) : picture.sum(node));
  }

  private static String lines(String... lines) {
    List<String> filled = new ArrayList<>(List.of(lines));
    filled.removeIf(String::isEmpty);
    return String.join("\n", filled);
  }

  private static String quote(String label) {
    String shown = Printable.lines(label);
    return '"' + shown.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
