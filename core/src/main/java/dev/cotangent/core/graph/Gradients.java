package dev.cotangent.core.graph;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.plugin.PluginException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one tensor with respect to others: a value, never a field of the graph.
 *
 * <p>Made by reverse mode: the cotangent of the result is sent back along every edge, multiplied by
 * each node's local gradient, and added up where a node feeds several others ({@code
 * GradientAccumulation}). Every gradient is a tensor like any other, so it can be differentiated
 * again. Nothing is computed here. Immutable.
 */
public final class Gradients {

  /** Observes the backward pass while it is built, edge by edge. */
  public interface Listener {

    /**
     * A node has sent a cotangent back to one of its inputs.
     *
     * @param node whose derivative it is
     * @param input the position among the node's inputs
     * @param upstream the cotangent of the node
     * @param cotangent what is added to the input's cotangent, in the input's shape
     */
    void sentBack(Tensor node, int input, Tensor upstream, Tensor cotangent);
  }

  private static final Listener NO_LISTENER = (node, input, upstream, cotangent) -> {};

  private final Tensor y;
  private final IdentityHashMap<Tensor, Optional<Tensor>> byTensor = new IdentityHashMap<>();

  private Gradients(Tensor y, List<Tensor> wrt, GradientAccumulation accumulation) {
    this.y = y;
    for (Tensor tensor : wrt) {
      byTensor.put(tensor, Optional.ofNullable(accumulation.of(tensor)));
    }
  }

  /**
   * The gradients of a scalar.
   *
   * @param y a floating scalar (or a tensor of one element)
   * @param wrt the tensors, leaves or not, to differentiate by
   * @throws ShapeException if {@code y} has more than one element: it then needs a cotangent
   */
  public static Gradients of(Tensor y, Tensor... wrt) {
    return of(y, List.of(wrt));
  }

  /** The gradients of a scalar by a list of tensors; see {@link #of(Tensor, Tensor...)}. */
  public static Gradients of(Tensor y, List<Tensor> wrt) {
    return of(y, wrt, NO_LISTENER);
  }

  /** The gradients of a scalar by a list of tensors, for a listener to follow. */
  public static Gradients of(Tensor y, List<Tensor> wrt, Listener listener) {
    if (y.shape().size() != 1) {
      throw new ShapeException(
          "the gradient of " + y + " needs a cotangent of that shape; only a scalar has none");
    }
    Tensor one = Tensor.full(y.type(), 1);
    return backward(y, one, wrt, node -> false, listener);
  }

  /**
   * The vector-Jacobian products of a tensor.
   *
   * @param cotangent what flows back into {@code y}, of its shape and type
   * @throws ShapeException if the cotangent's shape or type is another one, or {@code y} is not
   *     floating
   */
  public static Gradients of(Tensor y, Tensor cotangent, List<Tensor> wrt) {
    return backward(y, cotangent, wrt, node -> false, NO_LISTENER);
  }

  /**
   * As {@link #of}, but never looking behind the tensors asked for: for a rule that is local to one
   * node.
   */
  static Gradients within(Tensor y, Tensor cotangent, List<Tensor> wrt) {
    IdentityHashMap<Tensor, Boolean> leaves = new IdentityHashMap<>();
    wrt.forEach(tensor -> leaves.put(tensor, true));
    return backward(y, cotangent, wrt, leaves::containsKey, NO_LISTENER);
  }

  /**
   * The inputs of a node with those that occur again as nodes of their own, so that each position
   * has a gradient of its own.
   */
  static List<Tensor> apart(List<Tensor> inputs) {
    IdentityHashMap<Tensor, Boolean> seen = new IdentityHashMap<>();
    return inputs.stream().map(x -> seen.put(x, true) == null ? x : x.again()).toList();
  }

  private static Gradients backward(
      Tensor y, Tensor cotangent, List<Tensor> wrt, Predicate<Tensor> leaf, Listener listener) {
    if (!y.dtype().isFloating() || !cotangent.type().equals(y.type())) {
      throw new ShapeException("cannot send a cotangent " + cotangent.type() + " back into " + y);
    }
    GraphOrder order = GraphOrder.of(List.of(y), leaf);
    boolean[] needed = reaching(wrt, order);
    GradientAccumulation accumulation = new GradientAccumulation(order);
    accumulation.add(y, cotangent);
    for (int i = order.size() - 1; i >= 0; i--) {
      Tensor node = order.nodes().get(i);
      @Nullable Tensor upstream = accumulation.of(node);
      // a leaf may be made of another leaf, which is not this rule's concern
      if (upstream != null && !leaf.test(node) && feedsOn(node, needed, order, i)) {
        sendBack(
            node,
            upstream,
            (input, part) -> {
              Tensor target = node.inputs().get(input);
              if (target.dtype().isFloating() && needed(target, needed, order)) {
                listener.sentBack(node, input, upstream, accumulation.add(target, part));
              }
            });
      }
    }
    return new Gradients(y, wrt, accumulation);
  }

  /** Applies a node's derivative rule; a rule that is broken is named. */
  private static void sendBack(Tensor node, Tensor upstream, Cotangents accumulation) {
    Op op = node.op();
    try {
      op.vjp(node, upstream, accumulation);
    } catch (ShapeException misfit) {
      throw new PluginException(op.owner(), "vjp: " + misfit.getMessage(), misfit);
    } catch (CotangentException said) {
      boolean plain = said.getClass() == CotangentException.class;
      boolean named = String.valueOf(said.getMessage()).contains(op.id());
      throw plain && !named ? op.owner().failed("vjp", said) : said;
    } catch (Throwable failure) {
      throw op.owner().failed("vjp", failure);
    }
  }

  /**
   * Which nodes depend on a tensor asked for (or are one): only there does a gradient have to flow.
   */
  private static boolean[] reaching(List<Tensor> wrt, GraphOrder order) {
    boolean[] needed = new boolean[order.size()];
    for (Tensor tensor : wrt) {
      if (order.indexOf(tensor) >= 0) {
        needed[order.indexOf(tensor)] = true;
      }
    }
    for (int i = 0; i < needed.length; i++) {
      needed[i] |= feedsOn(order.nodes().get(i), needed, order, i);
    }
    return needed;
  }

  private static boolean feedsOn(Tensor node, boolean[] needed, GraphOrder order, int index) {
    for (Tensor input : node.inputs()) {
      int at = order.indexOf(input);
      if (at >= 0 && at < index && needed[at]) {
        return true;
      }
    }
    return false;
  }

  private static boolean needed(Tensor node, boolean[] needed, GraphOrder order) {
    int index = order.indexOf(node);
    return index >= 0 && needed[index];
  }

  /**
   * The gradient by a tensor.
   *
   * @throws CotangentException if it was not asked for, or if no gradient flows to it ({@link
   *     #find} tells)
   */
  public Tensor of(Tensor x) {
    return find(x)
        .orElseThrow(() -> new CotangentException("no gradient flows from " + y + " back to " + x));
  }

  /**
   * The gradient by a tensor; empty where none flows (which is not the same as a gradient of
   * zeros).
   *
   * @throws CotangentException if it was not asked for
   */
  public Optional<Tensor> find(Tensor x) {
    Optional<Tensor> gradient = byTensor.get(x);
    if (gradient == null) {
      throw new CotangentException("the gradient by " + x + " was not asked for");
    }
    return gradient;
  }
}
