package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;
import dev.cotangent.core.text.Nearest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a graph, validated as far as possible without shapes: names, order, and that an
 * output depends on every part.
 *
 * @param layers the layers by name
 * @param outputs the wire of each output, by name
 */
record GraphWiring(
    List<String> inputs,
    Map<String, LayerSpec> layers,
    List<NodeText> nodes,
    Map<String, Wire> outputs) {

  static GraphWiring of(
      List<String> inputs,
      List<String> names,
      List<LayerSpec> layers,
      List<String> nodes,
      List<String> outputs) {
    if (names.size() != layers.size()) {
      throw new CotangentException(
          "graph: "
              + names.size()
              + " names for "
              + layers.size()
              + " layers, expected a name for each layer");
    }
    Map<String, LayerSpec> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      unique(
          "layer", names.get(i), named.putIfAbsent(checked(names.get(i)), layers.get(i)) == null);
    }
    GraphWiring wiring =
        new GraphWiring(
            inputs, named, nodes.stream().map(NodeText::parse).toList(), outputs(outputs));
    wiring.check();
    return wiring;
  }

  private static Map<String, Wire> outputs(List<String> outputs) {
    Map<String, Wire> wires = new LinkedHashMap<>();
    for (String output : outputs) {
      int equals = output.indexOf('=');
      if (equals < 0) {
        throw new CotangentException(
            "graph: " + Brief.quoted(output) + " is not an output, expected name=node");
      }
      String name = checked(output.substring(0, equals));
      Wire wire = Wire.parse(output.substring(equals + 1));
      unique("output", name, wires.putIfAbsent(name, wire) == null);
    }
    return wires;
  }

  private static String checked(String name) {
    try {
      return Signature.checked(name);
    } catch (CotangentException wrong) {
      throw new CotangentException("graph: " + wrong.getMessage(), wrong);
    }
  }

  private static void unique(String kind, String name, boolean isNew) {
    if (!isNew) {
      throw new CotangentException(
          "graph: two " + kind + "s have the name '" + name + "', expected unique names");
    }
  }

  private void check() {
    Set<String> known = new LinkedHashSet<>();
    for (String input : inputs) {
      unique("input", input, known.add(checked(input)) && !layers.containsKey(input));
    }
    Set<String> all = new LinkedHashSet<>(known);
    nodes.forEach(node -> all.add(node.name()));
    for (NodeText node : nodes) {
      known("layer", "node", node.name(), node.layer(), layers.keySet());
      for (Wire wire : node.wires()) {
        known("node", "node", node.name(), wire.node(), all);
        checkOrder(node, wire, known);
      }
      unique("node", node.name(), known.add(node.name()));
    }
    outputs.forEach((name, wire) -> known("node", "output", name, wire.node(), known));
    if (outputs.isEmpty()) {
      throw new CotangentException(
          "graph: it has no output, expected at least one; add it with GraphBuilder.output");
    }
    checkUses();
  }

  private void checkOrder(NodeText node, Wire wire, Set<String> known) {
    if (!known.contains(wire.node())) {
      throw new CotangentException(
          "graph: node '"
              + node.name()
              + "' takes '"
              + wire.node()
              + "', expected a node listed before it"
              + (reaches(wire.node(), node.name())
                  ? "; the two form a cycle"
                  : "; list nodes after those that they take"));
    }
  }

  private static void known(
      String kind, String user, String userName, String name, Set<String> names) {
    if (!names.contains(name)) {
      throw new CotangentException(
          "graph: "
              + user
              + " '"
              + userName
              + "' refers to the unknown "
              + kind
              + " "
              + Brief.quoted(name)
              + ", expected one of "
              + Brief.list(names)
              + Nearest.hint(name, names));
    }
  }

  /** Whether a node depends on another one, directly or indirectly. */
  private boolean reaches(String from, String to) {
    Map<String, NodeText> byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    Set<String> open = new LinkedHashSet<>(Set.of(from));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String next = open.iterator().next();
      open.remove(next);
      NodeText node = byName.get(next);
      if (next.equals(to)) {
        return true;
      }
      if (seen.add(next) && node != null) {
        node.wires().forEach(wire -> open.add(wire.node()));
      }
    }
    return false;
  }

  /** Checks that an output depends on every part. */
  private void checkUses() {
    Set<String> used = new HashSet<>();
    outputs.values().forEach(wire -> used.add(wire.node()));
    Set<String> usedLayers = new HashSet<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeText node = nodes.get(i);
      needed("node", node.name(), used);
      usedLayers.add(node.layer());
      node.wires().forEach(wire -> used.add(wire.node()));
    }
    inputs.forEach(input -> needed("input", input, used));
    layers.keySet().forEach(layer -> needed("layer", layer, usedLayers));
  }

  private static void needed(String kind, String name, Set<String> used) {
    if (!used.contains(name)) {
      throw new CotangentException(
          "graph: no output depends on "
              + kind
              + " '"
              + name
              + "', expected every "
              + kind
              + " to be used");
    }
  }

  /** Number of applications of each layer. */
  Map<String, Integer> times() {
    Map<String, Integer> times = new HashMap<>();
    nodes.forEach(node -> times.merge(node.layer(), 1, Integer::sum));
    return times;
  }
}
