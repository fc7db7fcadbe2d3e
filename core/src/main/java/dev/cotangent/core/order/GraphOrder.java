package dev.cotangent.core.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * The topological order of the nodes that some outputs need: depth first, by input position. Uses
 * an explicit stack, so that only memory limits the depth of a graph. Immutable.
 *
 * @param <N> the nodes, compared by identity
 */
public final class GraphOrder<N> {

  private final List<N> nodes = new ArrayList<>();
  private final IdentityHashMap<N, Integer> index = new IdentityHashMap<>();

  private GraphOrder() {}

  /**
   * The nodes that the outputs need.
   *
   * @param inputs the inputs of a node, in order; empty for a leaf
   */
  public static <N> GraphOrder<N> of(List<N> outputs, Function<N, List<N>> inputs) {
    GraphOrder<N> order = new GraphOrder<>();
    for (N output : outputs) {
      order.visit(output, inputs);
    }
    return order;
  }

  private void visit(N root, Function<N, List<N>> inputs) {
    Deque<Visit<N>> stack = new ArrayDeque<>();
    push(root, inputs, stack);
    while (!stack.isEmpty()) {
      Visit<N> top = stack.peek();
      if (top.next < top.inputs.size()) {
        push(top.inputs.get(top.next++), inputs, stack);
      } else {
        stack.pop();
        index.put(top.node, nodes.size());
        nodes.add(top.node);
      }
    }
  }

  private void push(N node, Function<N, List<N>> inputs, Deque<Visit<N>> stack) {
    if (index.putIfAbsent(node, -1) == null) {
      stack.push(new Visit<>(node, inputs.apply(node)));
    }
  }

  /** Number of nodes. */
  public int size() {
    return nodes.size();
  }

  /** The nodes, each after its inputs. */
  public List<N> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** A node's position, or −1 if the outputs do not need it. */
  public int indexOf(N node) {
    return index.getOrDefault(node, -1);
  }

  private static final class Visit<N> {
    private final N node;
    private final List<N> inputs;
    private int next;

    private Visit(N node, List<N> inputs) {
      this.node = node;
      this.inputs = inputs;
    }
  }
}
