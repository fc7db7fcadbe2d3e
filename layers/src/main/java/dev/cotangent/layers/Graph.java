package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.model.ModelSpec;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A directed acyclic graph of layers: named inputs, nodes that apply layers to inputs and to other
 * nodes, and named outputs.
 *
 * <pre>{@code
 * Graph towers =
 *     Graph.of(
 *         g -> {
 *           GraphNode numbers = g.apply("numbers_in", Dense.of(8), g.input("numbers"));
 *           GraphNode town = g.apply("towns", new Embedding(9, 8), g.input("town"));
 *           g.output("price", g.apply("head", Dense.of(1), g.apply(Concat.last(), numbers, town)));
 *         });
 * Model model =
 *     towers.build(
 *         Signature.of("numbers", Shape.of(4)).and("town", DType.I32, Shape.scalar()), 7);
 * }</pre>
 *
 * <p>A layer that is applied several times shares its weights. The path of a layer is its name, so
 * parameters are named like {@code towns.weight}. A graph is itself a layer and can be nested.
 * Types and shapes are those of the signature it is built for. A part that no output depends on is
 * an error.
 *
 * @param inputs names of the inputs; saved as {@code inputs}, separated by commas like all lists
 *     here
 * @param names names of the layers; saved as {@code names}
 * @param layers the layers, in the order of {@code names}; saved as {@code layers}
 * @param nodes each as {@code layer(node,node)}, listed after the nodes that it takes; {@code
 *     name=layer(node)} where the layer is applied again, {@code node.port} for one of several
 *     outputs and {@code input:node} for an input by name; saved as {@code nodes}, separated by
 *     semicolons
 * @param outputs each as {@code name=node}; saved as {@code outputs}
 */
public record Graph(
    List<String> inputs,
    List<String> names,
    List<LayerSpec> layers,
    List<String> nodes,
    List<String> outputs)
    implements MultiLayerSpec, ModelSpec {

  /** The largest number of inputs, nodes or outputs accepted from a file. */
  private static final int MOST = 10_000;

  /** Validates names, order and references. */
  public Graph {
    inputs = List.copyOf(inputs);
    names = List.copyOf(names);
    layers = Given.all("graph: layer", layers);
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    GraphWiring.of(inputs, names, layers, nodes, outputs);
  }

  /** The identity y = x; required by {@link java.util.ServiceLoader}. */
  public Graph() {
    this(List.of("x"), List.of(), List.of(), List.of(), List.of("y=x"));
  }

  /**
   * Builds a graph with a function that adds inputs, nodes and outputs to a builder.
   *
   * @throws CotangentException if names clash, a node or output is missing, or a part is not used
   */
  public static Graph of(Consumer<GraphBuilder> parts) {
    GraphBuilder builder = new GraphBuilder();
    parts.accept(builder);
    return builder.build();
  }

  @Override
  public String id() {
    return "graph";
  }

  @Override
  public List<String> inputNames() {
    return inputs;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("inputs", String.join(",", inputs))
        .with("names", String.join(",", names))
        .with("layers", layers)
        .with("nodes", String.join(";", nodes))
        .with("outputs", String.join(",", outputs));
  }

  @Override
  public Graph with(Attributes attributes) {
    attributes.allowOnly("inputs", "names", "layers", "nodes", "outputs");
    return new Graph(
        split(attributes, "inputs", ','),
        split(attributes, "names", ','),
        attributes.layers("layers"),
        split(attributes, "nodes", ';'),
        split(attributes, "outputs", ','));
  }

  private static List<String> split(Attributes attributes, String name, char separator) {
    String text = attributes.text(name);
    long parts = text.chars().filter(c -> c == separator).count() + 1;
    Require.that(parts <= MOST, "graph", name, parts + " parts", "at most " + MOST);
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(String.valueOf(separator), -1));
  }

  @Override
  public MultiLayer build(Signature given, Scope scope) {
    GraphWiring wiring = GraphWiring.of(inputs, names, layers, nodes, outputs);
    return new GraphNetwork(wiring, given, scope);
  }
}
