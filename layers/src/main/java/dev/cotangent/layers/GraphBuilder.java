package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the inputs, nodes and outputs of a {@link Graph}. Builds one graph; not thread-safe. */
public final class GraphBuilder {

  private final List<String> inputs = new ArrayList<>();
  private final Map<String, LayerSpec> layers = new LinkedHashMap<>();
  private final Map<String, Integer> times = new LinkedHashMap<>();
  private final List<String> nodes = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();

  GraphBuilder() {
    // created by Graph.of
  }

  /**
   * Adds an input. Its type and shape are those of the signature that the graph is built for.
   *
   * @throws CotangentException if another input or a layer has that name, or the name is invalid
   */
  public GraphNode input(String name) {
    Signature.checked(Given.of("graph: the name of an input", name));
    if (inputs.contains(name) || layers.containsKey(name)) {
      throw new CotangentException(
          "graph: the name '" + name + "' is taken, expected unique names");
    }
    inputs.add(name);
    return new GraphNode(this, Wire.from(name));
  }

  /** Applies a layer whose name is its index among the layers, from 0. */
  public GraphNode apply(LayerSpec layer, GraphNode... to) {
    return apply(Integer.toString(layers.size()), layer, to);
  }

  /**
   * Applies a layer to nodes.
   *
   * @param name of the layer, the prefix of its parameters; using the name again with an equal
   *     layer applies the same layer, with shared weights
   * @param to the nodes to apply it to, in the order of its inputs
   * @throws CotangentException if an input or a different layer has that name, or a node belongs to
   *     another graph
   */
  public GraphNode apply(String name, LayerSpec layer, GraphNode... to) {
    Signature.checked(Given.of("graph: the name of a layer", name));
    Given.of("graph: layer '" + name + "'", layer);
    LayerSpec known = layers.putIfAbsent(name, layer);
    if (inputs.contains(name) || (known != null && !known.equals(layer))) {
      throw new CotangentException(
          "graph: the name '"
              + name
              + "' is taken"
              + (known == null ? "" : " by " + known)
              + ", expected another one; to apply a layer again, give it the same attributes");
    }
    int time = times.merge(name, 1, Integer::sum);
    List<Wire> wires = Arrays.stream(to).map(this::wire).toList();
    NodeText node = new NodeText(NodeText.name(name, time), name, wires);
    nodes.add(node.toString());
    return new GraphNode(this, Wire.from(node.name()));
  }

  /**
   * Applies a layer of this graph again, with shared weights.
   *
   * @throws CotangentException if no layer has that name, or a node belongs to another graph
   */
  public GraphNode again(String name, GraphNode... to) {
    LayerSpec known = layers.get(name);
    if (known == null) {
      throw new CotangentException(
          "graph: no layer '" + name + "', expected one of " + layers.keySet());
    }
    return apply(name, known, to);
  }

  /**
   * Names an output of the graph.
   *
   * @throws CotangentException if an output has that name, or the node belongs to another graph
   */
  public void output(String name, GraphNode node) {
    Signature.checked(Given.of("graph: the name of an output", name));
    outputs.add(name + "=" + wire(node));
  }

  private Wire wire(GraphNode node) {
    if (Given.of("graph: a node", node).owner() != this) {
      throw new CotangentException(
          "graph: node '" + node + "' belongs to another graph, expected one of this builder");
    }
    return node.wire();
  }

  Graph build() {
    return new Graph(
        inputs, new ArrayList<>(layers.keySet()), new ArrayList<>(layers.values()), nodes, outputs);
  }
}
