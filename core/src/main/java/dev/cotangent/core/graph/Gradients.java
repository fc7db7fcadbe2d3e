package dev.cotangent.core.graph;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.order.GraphOrder;
import dev.cotangent.core.plugin.PluginException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one tensor with respect to others. They are stored here, not in the graph.
 *
 * <p>Built by reverse-mode differentiation: the cotangent of the result is propagated back along
 * every edge, multiplied by each node's local gradient, and summed where a node feeds several
 * others ({@code GradientAccumulation}). Every gradient is an ordinary tensor, so it can be
 * differentiated again. Building gradients computes no values. Immutable.
 */
public final class Gradients {

  /** Observes the backward pass while it is built, edge by edge. */
  public interface Listener {

    /**
     * Called after a node has sent a cotangent back to one of its inputs.
     *
     * @param node the node whose derivative rule was applied
     * @param input the position among the node's inputs, from 0
     * @param upstream the cotangent of the node
     * @param cotangent the term added to the input's cotangent, in the input's shape
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
   * @param y a floating-point scalar (or a tensor of one element)
   * @param wrt the tensors to differentiate with respect to, leaves or not
   * @throws ShapeException if {@code y} does not have exactly one element; pass a cotangent then
   */
  public static Gradients of(Tensor y, Tensor... wrt) {
    return of(y, List.of(wrt));
  }

  /**
   * The gradients of a scalar with respect to a list of tensors; see {@link #of(Tensor,
   * Tensor...)}.
   */
  public static Gradients of(Tensor y, List<Tensor> wrt) {
    return of(y, wrt, NO_LISTENER);
  }

  /**
   * The gradients of a scalar with respect to a list of tensors; a listener observes the backward
   * pass.
   */
  public static Gradients of(Tensor y, List<Tensor> wrt, Listener listener) {
    if (y.shape().size() != 1) {
      throw new ShapeException(
          "gradient of "
              + y
              + ": no cotangent, expected a scalar or a cotangent of its shape; reduce it, as by sum() or mean(), or pass one");
    }
    Tensor one = Tensor.full(y.type(), 1);
    return backward(y, one, wrt, node -> false, listener);
  }

  /**
   * The vector-Jacobian products of a tensor.
   *
   * @param cotangent the upstream gradient of {@code y}, of its shape and element type
   * @throws ShapeException if the cotangent's shape or type differs from that of {@code y}, or
   *     {@code y} is not floating-point
   */
  public static Gradients of(Tensor y, Tensor cotangent, List<Tensor> wrt) {
    return backward(y, cotangent, wrt, node -> false, NO_LISTENER);
  }

  /**
   * Like {@link #of}, but stops at the tensors in {@code wrt}: for a rule that is local to one
   * node.
   */
  static Gradients within(Tensor y, Tensor cotangent, List<Tensor> wrt) {
    IdentityHashMap<Tensor, Boolean> leaves = new IdentityHashMap<>();
    wrt.forEach(tensor -> leaves.put(tensor, true));
    return backward(y, cotangent, wrt, leaves::containsKey, NO_LISTENER);
  }

  /**
   * The inputs of a node, with each repeated input wrapped in a new node, so that every position
   * has its own gradient.
   */
  static List<Tensor> apart(List<Tensor> inputs) {
    IdentityHashMap<Tensor, Boolean> seen = new IdentityHashMap<>();
    return inputs.stream().map(x -> seen.put(x, true) == null ? x : x.again()).toList();
  }

  private static Gradients backward(
      Tensor y, Tensor cotangent, List<Tensor> wrt, Predicate<Tensor> leaf, Listener listener) {
    if (!y.dtype().isFloating() || !cotangent.type().equals(y.type())) {
      throw new ShapeException(
          "gradient of "
              + y
              + ": the cotangent is "
              + cotangent.type()
              + ", expected the same shape and type, F32 or F64");
    }
    GraphOrder<Tensor> order =
        GraphOrder.of(List.of(y), node -> leaf.test(node) ? List.of() : node.inputs());
    boolean[] needed = reaching(wrt, order);
    GradientAccumulation accumulation = new GradientAccumulation(order);
    accumulation.add(y, cotangent);
    for (int i = order.size() - 1; i >= 0; i--) {
      Tensor node = order.nodes().get(i);
      @Nullable Tensor upstream = accumulation.of(node);
      // a leaf may depend on another leaf; the local rule stops at both
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

  /** Applies a node's derivative rule; failures name the op and its plugin. */
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

  /** Marks the nodes that are in {@code wrt} or depend on it: only these need a cotangent. */
  private static boolean[] reaching(List<Tensor> wrt, GraphOrder<Tensor> order) {
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

  private static boolean feedsOn(
      Tensor node, boolean[] needed, GraphOrder<Tensor> order, int index) {
    for (Tensor input : node.inputs()) {
      int at = order.indexOf(input);
      if (at >= 0 && at < index && needed[at]) {
        return true;
      }
    }
    return false;
  }

  private static boolean needed(Tensor node, boolean[] needed, GraphOrder<Tensor> order) {
    int index = order.indexOf(node);
    return index >= 0 && needed[index];
  }

  /**
   * The gradient with respect to a tensor.
   *
   * @throws CotangentException if the tensor was not in {@code wrt}, or if no gradient flows to it
   *     (see {@link #find})
   */
  public Tensor of(Tensor x) {
    return find(x)
        .orElseThrow(
            () ->
                new CotangentException(
                    "gradient of "
                        + y
                        + ": it does not depend on "
                        + x
                        + " by differentiable ops, expected a tensor that it is computed from; find(x) returns an empty result instead"));
  }

  /**
   * The gradient with respect to a tensor; empty if none flows to it (which is not the same as a
   * gradient of zeros).
   *
   * @throws CotangentException if the tensor was not in {@code wrt}
   */
  public Optional<Tensor> find(Tensor x) {
    Optional<Tensor> gradient = byTensor.get(x);
    if (gradient == null) {
      throw new CotangentException(
          "gradient of "
              + y
              + " by "
              + x
              + ": not computed, expected one of the tensors passed to Gradients.of");
    }
    return gradient;
  }
}
