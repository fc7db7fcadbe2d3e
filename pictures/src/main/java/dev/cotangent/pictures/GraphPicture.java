package dev.cotangent.pictures;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.GraphOrder;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
 * their sum is written at the tensor, after Σ.
 *
 * <p>Values of more than six elements are left out, and so are those that depend on inputs or
 * parameters without a {@linkplain #withValue value}. The SVG follows the reader's light or dark
 * preference. For one thread at a time.
 */
public final class GraphPicture {

  private static final int MOST_NODES = 2000;

  private final Tensor result;
  private final List<Tensor> nodes;
  private final IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
  private final GraphValues values = new GraphValues();
  private Optional<EdgeGradients> gradients = Optional.empty();

  private GraphPicture(Tensor result) {
    this.result = result;
    this.nodes = GraphOrder.of(List.of(result)).nodes();
  }

  /**
   * The picture of a tensor and all that it is computed from.
   *
   * @throws CotangentException if these are more than 2000 nodes, which nobody could read
   */
  public static GraphPicture of(Tensor result) {
    GraphPicture picture = new GraphPicture(result);
    if (picture.nodes.size() > MOST_NODES) {
      throw new CotangentException(
          "a picture of " + picture.nodes.size() + " nodes, expected " + MOST_NODES + " at most");
    }
    return picture;
  }

  /** Writes a name at a node; inputs and parameters have one from the start. */
  public GraphPicture named(Tensor node, String name) {
    names.put(node, name);
    return this;
  }

  /**
   * Says what an input or a parameter holds, row-major.
   *
   * @throws ShapeException if there are more or fewer numbers than elements
   */
  public GraphPicture withValue(Tensor leaf, double... numbers) {
    values.put(leaf, numbers);
    return this;
  }

  /**
   * Adds the gradients of the picture's tensor along all edges.
   *
   * @throws ShapeException if it has more than one element
   */
  public GraphPicture withGradients() {
    if (result.shape().size() != 1) {
      throw new ShapeException("gradients in a picture of " + result + ", expected a scalar");
    }
    gradients = Optional.of(new EdgeGradients(result, nodes));
    return this;
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

  Tensor result() {
    return result;
  }

  List<Tensor> nodes() {
    return nodes;
  }

  /** How many edges leave a node. */
  long uses(Tensor node) {
    return nodes.stream().flatMap(user -> user.inputs().stream()).filter(x -> x == node).count();
  }

  /** What is written in a node. */
  String label(Tensor node) {
    String name = names.get(node);
    return name != null ? name : Labels.of(node);
  }

  /** The value that a node sends on, or nothing. */
  String value(Tensor node) {
    return values.of(node).map(Labels::of).orElse("");
  }

  /** The gradient that comes back to a node along all its edges, or nothing. */
  String gradient(Tensor node) {
    return text(gradients.flatMap(known -> known.total(node)));
  }

  /** The gradient that comes back from a node to one of its inputs, or nothing. */
  String gradient(Tensor node, int input) {
    return text(gradients.flatMap(known -> known.part(node, input)));
  }

  private String text(Optional<Tensor> gradient) {
    return gradient.flatMap(values::of).map(Labels::of).orElse("");
  }
}
