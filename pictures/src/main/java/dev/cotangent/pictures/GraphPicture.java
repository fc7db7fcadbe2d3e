package dev.cotangent.pictures;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.file.AtomicFiles;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.op.leaf.Input;
import dev.cotangent.core.op.leaf.ParameterRead;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Draws the computation graph of a tensor, from the leaves on the left to the tensor on the right.
 * A node shows its op and shape; an edge shows the value it carries above the line and, {@linkplain
 * #withGradients on request}, the gradient that flows back below it.
 *
 * <pre>{@code
 * GraphPicture.of(f).named(x, "x").named(y, "y").withGradients().write(Path.of("graph.svg"));
 * }</pre>
 *
 * <p>If a tensor feeds several nodes, each edge shows the contribution of that node to the
 * gradient; the sum, which is the gradient with respect to the tensor, is shown below the tensor
 * after Σ. All of them have the shape of the tensor.
 *
 * <p>A model is drawn with the names of its inputs and outputs, and with values once those of its
 * inputs are given:
 *
 * <pre>{@code
 * GraphPicture.of(model).withValue("features", 0.5, -1).write(Path.of("m.svg"));
 * }</pre>
 *
 * <p>Values with more than nine elements are shortened to the first three and the last. Values that
 * depend on an input or parameter without a {@linkplain #withValue value} are omitted. Viewers show
 * the SVG in light colours; browsers use dark ones if the reader prefers them. Methods return new
 * pictures, but values are computed lazily: not thread-safe.
 */
public final class GraphPicture {

  private static final int MOST_NODES = 2000;
  private static final int LONGEST_LABEL = 40;

  private final GraphNodes graph;
  private final IdentityHashMap<Tensor, String> names;
  private final GraphValues values;
  private final Optional<EdgeGradients> gradients;

  private GraphPicture(
      GraphNodes graph,
      IdentityHashMap<Tensor, String> names,
      GraphValues values,
      Optional<EdgeGradients> gradients) {
    this.graph = graph;
    this.names = names;
    this.values = values;
    this.gradients = gradients;
  }

  /**
   * Draws a tensor and everything it is computed from.
   *
   * @throws CotangentException if there are more than 2000 nodes, too many to read
   */
  public static GraphPicture of(Tensor result) {
    return of(List.of(Given.of("graph picture: the tensor", result)));
  }

  /**
   * Draws a model's forward pass for one sample, with its parameters and the names of its inputs
   * and outputs.
   *
   * @throws CotangentException if there are more than 2000 nodes, too many to read
   */
  public static GraphPicture of(Model model) {
    Signature inputs = model.inputs();
    Tensors outputs = model.forward(inputs.inputs(1), PlanContext.forInference());
    GraphPicture picture = of(outputs.list()).withParameters(model.store());
    for (String name : outputs.names()) {
      picture = picture.named(outputs.get(name), name);
    }
    return picture;
  }

  private static GraphPicture of(List<Tensor> results) {
    GraphNodes graph = new GraphNodes(results);
    int size = graph.nodes().size();
    if (size > MOST_NODES) {
      throw new CotangentException(
          "the graph has " + size + " nodes, expected at most " + MOST_NODES + " in a picture");
    }
    return new GraphPicture(graph, new IdentityHashMap<>(), new GraphValues(), Optional.empty());
  }

  /**
   * Returns a picture that names a node: a leaf is labelled with the name, an op with the name
   * before it ({@code q = matmul}). Inputs and parameters have a name by default.
   */
  public GraphPicture named(Tensor node, String name) {
    IdentityHashMap<Tensor, String> more = new IdentityHashMap<>(names);
    more.put(node, name);
    return new GraphPicture(graph, more, values, gradients);
  }

  /**
   * Returns a picture with the value of an input or parameter, in row-major order. Values already
   * given do not change.
   *
   * @throws ShapeException if the number of values is not the number of elements
   * @throws CotangentException if the tensor is not an input or parameter of the graph, or its type
   *     cannot hold a number
   */
  public GraphPicture withValue(Tensor leaf, double... numbers) {
    GraphValues more = values.with(leaf, numbers);
    boolean open = leaf.op() instanceof Input || leaf.op() instanceof ParameterRead;
    if (!open || graph.indexOf(leaf) < 0) {
      throw new CotangentException(
          "cannot set the value of " + leaf + ", expected an input or parameter of the graph");
    }
    return with(more);
  }

  /**
   * Returns a picture with the value of the inputs of that name, in row-major order.
   *
   * @throws ShapeException if the number of values is not the number of elements
   * @throws CotangentException if there is no such input, or its type cannot hold a number
   */
  public GraphPicture withValue(String input, double... numbers) {
    List<Tensor> found =
        leaves(node -> node.op() instanceof Input leaf && leaf.name().equals(input));
    if (found.isEmpty()) {
      List<String> known =
          leaves(node -> node.op() instanceof Input).stream().map(Labels::of).toList();
      throw new CotangentException(
          "cannot set the value of input '"
              + input
              + "', expected one of the graph's inputs "
              + known);
    }
    GraphValues more = values;
    for (Tensor leaf : found) {
      more = more.with(leaf, numbers);
    }
    return with(more);
  }

  /**
   * Returns a picture with the current values of the parameters that the graph reads: {@code
   * withParameters(model.store())}.
   *
   * @throws CotangentException if the store does not hold one of them
   */
  public GraphPicture withParameters(ParameterStore store) {
    GraphValues more = values;
    for (Tensor leaf : leaves(node -> node.op() instanceof ParameterRead)) {
      Parameter parameter = ((ParameterRead) leaf.op()).parameter();
      if (!store.parameters().contains(parameter)) {
        throw new CotangentException(
            "the graph reads "
                + leaf
                + ", expected a parameter of the store; pass the store of its model");
      }
      float[] numbers = store.read(parameter);
      double[] doubles = new double[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        doubles[i] = numbers[i];
      }
      more = more.with(leaf, doubles);
    }
    return with(more);
  }

  private List<Tensor> leaves(Predicate<Tensor> kind) {
    return graph.nodes().stream().filter(kind).toList();
  }

  private GraphPicture with(GraphValues more) {
    return new GraphPicture(graph, names, more, gradients);
  }

  /**
   * Returns a picture with the gradients of its tensor along all edges.
   *
   * @throws ShapeException if the tensor is not a floating-point scalar
   */
  public GraphPicture withGradients() {
    Tensor result = graph.results().get(0);
    if (graph.results().size() > 1) {
      throw new CotangentException(
          "cannot draw gradients: the graph has "
              + graph.results().size()
              + " results, expected one");
    }
    if (result.shape().size() != 1 || !result.dtype().isFloating()) {
      throw new ShapeException(
          "cannot draw gradients of "
              + result
              + ", expected a floating-point scalar, such as its sum");
    }
    EdgeGradients all = new EdgeGradients(result, graph.nodes());
    return new GraphPicture(graph, names, values, Optional.of(all));
  }

  /** Returns the picture as an SVG document. */
  public String toSvg() {
    return new GraphSvg(this, new GraphLayout(this)).text();
  }

  /** Returns the picture in the DOT language of Graphviz. */
  public String toDot() {
    return GraphDot.text(this);
  }

  /**
   * Writes the picture atomically.
   *
   * @param file ends in {@code .svg} or {@code .dot}
   * @throws CotangentException if the name has another ending
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      AtomicFiles.writeString(file, toSvg());
    } else if (name.endsWith(".dot")) {
      AtomicFiles.writeString(file, toDot());
    } else {
      throw new CotangentException(file + ": expected a name that ends in .svg or .dot");
    }
  }

  GraphNodes graph() {
    return graph;
  }

  /** The label of a node. */
  String label(Tensor node) {
    String name = names.get(node);
    String label =
        name == null
            ? Labels.of(node)
            : node.inputs().isEmpty() ? name : name + " = " + Labels.of(node);
    return TextSize.shortened(label, LONGEST_LABEL);
  }

  /** The value of a node as text; empty if unknown. */
  String value(Tensor node) {
    return values.of(node).map(Labels::of).orElse("");
  }

  /** The gradient with respect to a node as text; empty if unknown. */
  String gradient(Tensor node) {
    return text(gradients.flatMap(known -> known.total(node)));
  }

  /** The gradient that a node passes back to an input as text; empty if unknown. */
  String gradient(Tensor node, int input) {
    return text(gradients.flatMap(known -> known.part(node, input)));
  }

  /** The sum of the gradients of several edges, after Σ; empty if there is only one. */
  String sum(Tensor node) {
    String gradient = graph.uses(node) > 1 ? gradient(node) : "";
    return gradient.isEmpty() ? "" : "Σ " + gradient;
  }

  private String text(Optional<Tensor> gradient) {
    return gradient.flatMap(values::of).map(Labels::of).orElse("");
  }
}
