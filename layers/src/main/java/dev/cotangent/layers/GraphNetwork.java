package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.LayerPart;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A built graph: values are computed in order, and wires are indices into the list of values. */
final class GraphNetwork implements MultiLayer {

  /**
   * A node: a layer applied to values.
   *
   * @param inputs the inputs under the layer's own names
   * @param from indices of their values
   */
  private record Step(MultiLayer layer, Signature inputs, List<Integer> from) {}

  private final String path;
  private final GraphWiring wiring;
  private final List<Port> ports = new ArrayList<>();
  private final Map<String, Signature> outputsOf = new HashMap<>();
  private final Map<String, Integer> firstOf = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<String> inputs;
  private final List<Integer> results = new ArrayList<>();
  private final Signature outputs;

  GraphNetwork(GraphWiring wiring, Signature given, Scope scope) {
    this.wiring = wiring;
    this.path = scope.path();
    this.inputs = wiring.inputs();
    for (String input : inputs) {
      if (!given.has(input)) {
        throw new ShapeException(
            place("input '" + input + "'")
                + " is missing, expected it among the inputs given: "
                + given);
      }
      add(input, Signature.of(input, given.port(input).dtype(), given.port(input).sample()));
    }
    build(scope);
    this.outputs = findOutputs();
  }

  private void add(String node, Signature values) {
    firstOf.put(node, ports.size());
    outputsOf.put(node, values);
    ports.addAll(values.ports());
  }

  private void build(Scope scope) {
    Map<String, Integer> times = wiring.times();
    Map<String, Step> built = new HashMap<>();
    for (NodeText node : wiring.nodes()) {
      LayerSpec spec = Objects.requireNonNull(wiring.layers().get(node.layer()));
      List<Integer> from = from(node);
      Signature taken = taken(node, spec, from);
      Step first = built.get(node.layer());
      if (first != null && !first.inputs().equals(taken)) {
        throw new ShapeException(
            place("node '" + node.name() + "'")
                + ": layer '"
                + node.layer()
                + "' gets "
                + taken
                + ", expected "
                + first.inputs()
                + ", for which it was built");
      }
      MultiLayer layer =
          first != null
              ? first.layer()
              : scope.applied(times.getOrDefault(node.layer(), 1)).layer(node.layer(), spec, taken);
      Step step = new Step(layer, taken, from);
      built.putIfAbsent(node.layer(), step);
      steps.add(step);
      add(node.name(), layer.outputs());
    }
  }

  private List<Integer> from(NodeText node) {
    List<Integer> from = new ArrayList<>(node.wires().size());
    node.wires().forEach(wire -> from.add(at("node", node.name(), wire)));
    return from;
  }

  /** Index of the value that a wire refers to. */
  private int at(String user, String userName, Wire wire) {
    Signature values = Objects.requireNonNull(outputsOf.get(wire.node()));
    int first = firstOf.getOrDefault(wire.node(), 0);
    if (wire.port().isEmpty() && values.size() == 1) {
      return first;
    }
    if (!values.has(wire.port())) {
      throw new CotangentException(
          place(user + " '" + userName + "'")
              + " takes '"
              + wire
              + "', expected one of the outputs of '"
              + wire.node()
              + "': "
              + values.names().stream().map(name -> wire.node() + "." + name).toList());
    }
    return first + values.index(wire.port());
  }

  /** The inputs of a node under its layer's own names. */
  private Signature taken(NodeText node, LayerSpec spec, List<Integer> from) {
    List<String> names = spec instanceof MultiLayerSpec several ? several.inputNames() : List.of();
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      String named = node.wires().get(i).input();
      if (named.isEmpty() && !names.isEmpty() && i >= names.size()) {
        throw new ShapeException(
            place("node '" + node.name() + "'")
                + " has "
                + from.size()
                + " inputs, expected those of layer "
                + spec.id()
                + ": "
                + names);
      }
      String own = names.isEmpty() ? Integer.toString(i) : names.get(Math.min(i, names.size() - 1));
      taken.add(named.isEmpty() ? own : named);
    }
    try {
      return Signature.of(taken, from.stream().map(ports::get).toList());
    } catch (CotangentException wrong) {
      throw new CotangentException(
          place("node '" + node.name() + "'") + ": " + wrong.getMessage(), wrong);
    }
  }

  private Signature findOutputs() {
    for (Map.Entry<String, Wire> output : wiring.outputs().entrySet()) {
      results.add(at("output", output.getKey(), output.getValue()));
    }
    return Signature.of(
        new ArrayList<>(wiring.outputs().keySet()), results.stream().map(ports::get).toList());
  }

  @Override
  public List<LayerPart> parts() {
    List<LayerPart> parts = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      NodeText node = wiring.nodes().get(i);
      parts.add(
          new LayerPart(
              node.name(),
              Objects.requireNonNull(wiring.layers().get(node.layer())),
              node.wires().stream().map(Wire::toString).toList(),
              !node.name().equals(node.layer()),
              steps.get(i).layer()));
    }
    return parts;
  }

  private String place(String part) {
    return "graph '" + path + "', " + part;
  }

  @Override
  public Signature outputs() {
    return outputs;
  }

  @Override
  public Tensors forward(Tensors given, ForwardContext context) {
    List<Tensor> values = new ArrayList<>();
    inputs.forEach(input -> values.add(given.get(input)));
    for (Step step : steps) {
      Tensors x = Tensors.of(step.inputs(), pick(values, step.from()));
      values.addAll(step.layer().forward(x, context).list());
    }
    return Tensors.of(outputs, pick(values, results));
  }

  private static Tensor[] pick(List<Tensor> values, List<Integer> from) {
    return from.stream().map(values::get).toArray(Tensor[]::new);
  }
}
