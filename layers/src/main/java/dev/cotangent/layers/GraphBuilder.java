package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Given;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the inputs, nodes and outputs of a {@link Graph}. For one graph and one thread. */
public final class GraphBuilder {

  private final List<String> inputs = new ArrayList<>();
  private final Map<String, LayerSpec> layers = new LinkedHashMap<>();
  private final Map<String, Integer> times = new LinkedHashMap<>();
  private final List<String> nodes = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();

  GraphBuilder() {
    // Graph.of makes one
  }

  /**
   * An input of the graph. Its type and shape are those that the graph is built for.
   *
   * @throws CotangentException if another input or a layer has that name, or it cannot be one
   */
  public GraphNode input(String name) {
    Signature.checked(Given.of("graph: the name of an input", name));
    if (inputs.contains(name) || layers.containsKey(name)) {
      throw new CotangentException("graph: the name '" + name + "' is taken");
    }
    inputs.add(name);
    return new GraphNode(this, Wire.from(name));
  }

  /** Applies a layer that is named by its number among the layers, from 0. */
  public GraphNode apply(LayerSpec layer, GraphNode... to) {
    return apply(Integer.toString(layers.size()), layer, to);
  }

  /**
   * Applies a layer to nodes.
   *
   * @param name of the layer, with which its parameters begin; the same name with an equal layer
   *     applies the same one, with the same weights
   * @param to one node for a layer of one input; for others, nodes in the order of its inputs
   * @throws CotangentException if an input or another layer has that name, or a node is of another
   *     graph
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
              + "; a layer that is applied again has the same attributes");
    }
    int time = times.merge(name, 1, Integer::sum);
    List<Wire> wires = Arrays.stream(to).map(this::wire).toList();
    NodeText node = new NodeText(NodeText.name(name, time), name, wires);
    nodes.add(node.toString());
    return new GraphNode(this, Wire.from(node.name()));
  }

  /**
   * Applies a layer of this graph again, with the same weights.
   *
   * @throws CotangentException if there is no layer of that name, or a node is of another graph
   */
  public GraphNode again(String name, GraphNode... to) {
    LayerSpec known = layers.get(name);
    if (known == null) {
      throw new CotangentException("graph: no layer '" + name + "' among " + layers.keySet());
    }
    return apply(name, known, to);
  }

  /**
   * Names an output of the graph.
   *
   * @throws CotangentException if there is one of that name, or the node is of another graph
   */
  public void output(String name, GraphNode node) {
    Signature.checked(Given.of("graph: the name of an output", name));
    outputs.add(name + "=" + wire(node));
  }

  private Wire wire(GraphNode node) {
    if (Given.of("graph: a node", node).owner() != this) {
      throw new CotangentException("graph: node '" + node + "' is of another graph");
    }
    return node.wire();
  }

  Graph build() {
    return new Graph(
        inputs, new ArrayList<>(layers.keySet()), new ArrayList<>(layers.values()), nodes, outputs);
  }
}
