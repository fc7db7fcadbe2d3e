package dev.cotangent.pictures;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.io.AtomicFiles;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.model.Tensors;
import dev.cotangent.core.op.Input;
import dev.cotangent.core.op.ParameterRead;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A drawing of a tensor's graph, from its leaves on the left to itself on the right: each node with
 * op and shape, each edge with the value that runs along it above and, if {@linkplain
 * #withGradients asked for}, the gradient that comes back below.
 *
 * <pre>{@code
 * GraphPicture.of(f).named(x, "x").named(y, "y").withGradients().write(Path.of("graph.svg"));
 * }</pre>
 *
 * <p>Where a tensor feeds several nodes, each edge carries that node's own part of the gradient;
 * their sum, which is the gradient with respect to the tensor, is written below the tensor, after
 * Σ. Parts and sums have the tensor's shape.
 *
 * <p>A model is drawn with the names of its inputs and outputs, and with its numbers once its
 * inputs are known:
 *
 * <pre>{@code
 * GraphPicture.of(model).withValue("features", 0.5, -1).write(Path.of("m.svg"));
 * }</pre>
 *
 * <p>Of values with more than nine elements the first three and the last are written. Values that
 * depend on an input or a parameter without a {@linkplain #withValue value} are left out. Every
 * viewer shows the SVG in light colours; browsers follow the reader's preference for dark.
 * Immutable: methods return new pictures. For one thread at a time.
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
   * The picture of a tensor and all that it is computed from.
   *
   * @throws CotangentException if these are more than 2000 nodes, too many to read
   */
  public static GraphPicture of(Tensor result) {
    return of(List.of(result));
  }

  /**
   * The picture of a model's prediction for one sample, with its parameters and the names of its
   * inputs and outputs.
   *
   * @throws CotangentException if it has more than 2000 nodes, too many to read
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
          "a picture of " + size + " nodes, expected " + MOST_NODES + " at most");
    }
    return new GraphPicture(graph, new IdentityHashMap<>(), new GraphValues(), Optional.empty());
  }

  /**
   * The picture with a name at a node: instead of a leaf's, before an op ({@code q = matmul}).
   * Inputs and parameters have a name from the start.
   */
  public GraphPicture named(Tensor node, String name) {
    IdentityHashMap<Tensor, String> more = new IdentityHashMap<>(names);
    more.put(node, name);
    return new GraphPicture(graph, more, values, gradients);
  }

  /**
   * The picture with the value of an input or a parameter, row-major. Leaves that have one already
   * keep it.
   *
   * @throws ShapeException if there are more or fewer numbers than elements
   * @throws CotangentException if the tensor is no input or parameter of the graph, or cannot hold
   *     a number
   */
  public GraphPicture withValue(Tensor leaf, double... numbers) {
    GraphValues more = values.with(leaf, numbers);
    boolean open = leaf.op() instanceof Input || leaf.op() instanceof ParameterRead;
    if (!open || graph.indexOf(leaf) < 0) {
      throw new CotangentException(
          "a value for " + leaf + ", expected an input or a parameter of the picture's graph");
    }
    return with(more);
  }

  /**
   * The picture with the value of the inputs of that name, row-major.
   *
   * @throws ShapeException if there are more or fewer numbers than elements
   * @throws CotangentException if there is no such input, or it cannot hold a number
   */
  public GraphPicture withValue(String input, double... numbers) {
    List<Tensor> found =
        leaves(node -> node.op() instanceof Input leaf && leaf.name().equals(input));
    if (found.isEmpty()) {
      List<String> known =
          leaves(node -> node.op() instanceof Input).stream().map(Labels::of).toList();
      throw new CotangentException(
          "a value for input '" + input + "', expected one of the graph's inputs " + known);
    }
    GraphValues more = values;
    for (Tensor leaf : found) {
      more = more.with(leaf, numbers);
    }
    return with(more);
  }

  /**
   * The picture with the present values of the parameters that the graph reads: {@code
   * withParameters(model.store())}.
   *
   * @throws CotangentException if the graph reads one that the store does not hold
   */
  public GraphPicture withParameters(ParameterStore store) {
    GraphValues more = values;
    for (Tensor leaf : leaves(node -> node.op() instanceof ParameterRead)) {
      Parameter parameter = ((ParameterRead) leaf.op()).parameter();
      if (!store.parameters().contains(parameter)) {
        throw new CotangentException(
            "the graph reads " + leaf + ", expected a store that holds it, as that of its model");
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
   * The picture with the gradients of its tensor along all edges.
   *
   * @throws ShapeException if that is no floating-point scalar
   */
  public GraphPicture withGradients() {
    Tensor result = graph.results().get(0);
    if (graph.results().size() > 1) {
      throw new CotangentException(
          "gradients in a picture of " + graph.results().size() + " results, expected one");
    }
    if (result.shape().size() != 1 || !result.dtype().isFloating()) {
      throw new ShapeException(
          "gradients in a picture of " + result + ", expected a floating-point scalar, as its sum");
    }
    EdgeGradients all = new EdgeGradients(result, graph.nodes());
    return new GraphPicture(graph, names, values, Optional.of(all));
  }

  /** The picture as an SVG document. */
  public String toSvg() {
    return new GraphSvg(this, new GraphLayout(this)).text();
  }

  /** The picture in Graphviz's language. */
  public String toDot() {
    return GraphDot.text(this);
  }

  /**
   * Writes the picture; the file appears whole or not at all.
   *
   * @param file ends in {@code .svg} or {@code .dot}
   * @throws CotangentException if it ends otherwise
   * @throws IOException if it cannot be written
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

  /** What is written in a node. */
  String label(Tensor node) {
    String name = names.get(node);
    String label =
        name == null
            ? Labels.of(node)
            : node.inputs().isEmpty() ? name : name + " = " + Labels.of(node);
    return TextSize.shortened(label, LONGEST_LABEL);
  }

  /** The value that a node sends on, or nothing. */
  String value(Tensor node) {
    return values.of(node).map(Labels::of).orElse("");
  }

  /** The gradient with respect to a node, or nothing. */
  String gradient(Tensor node) {
    return text(gradients.flatMap(known -> known.total(node)));
  }

  /** The gradient that comes back from a node to one of its inputs, or nothing. */
  String gradient(Tensor node, int input) {
    return text(gradients.flatMap(known -> known.part(node, input)));
  }

  /** The sum of what comes back along several edges, with a Σ before it, or nothing. */
  String sum(Tensor node) {
    String gradient = graph.uses(node) > 1 ? gradient(node) : "";
    return gradient.isEmpty() ? "" : "Σ " + gradient;
  }

  private String text(Optional<Tensor> gradient) {
    return gradient.flatMap(values::of).map(Labels::of).orElse("");
  }
}
