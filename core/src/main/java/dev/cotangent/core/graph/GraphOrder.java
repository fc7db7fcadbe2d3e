package dev.cotangent.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * Topological order of the nodes that some outputs need: depth first, by input position. Uses an
 * explicit stack, so that only memory limits the depth of a graph. Immutable.
 */
public final class GraphOrder {

  private final List<Tensor> nodes = new ArrayList<>();
  private final IdentityHashMap<Tensor, Integer> index = new IdentityHashMap<>();

  private GraphOrder() {}

  /** All nodes that the outputs need. */
  public static GraphOrder of(List<Tensor> outputs) {
    return of(outputs, node -> false);
  }

  /** The nodes that the outputs need, treating those that {@code leaf} accepts as leaves. */
  public static GraphOrder of(List<Tensor> outputs, Predicate<Tensor> leaf) {
    GraphOrder order = new GraphOrder();
    for (Tensor output : outputs) {
      order.visit(output, leaf);
    }
    return order;
  }

  private void visit(Tensor root, Predicate<Tensor> leaf) {
    Deque<Visit> stack = new ArrayDeque<>();
    push(root, stack);
    while (!stack.isEmpty()) {
      Visit top = stack.peek();
      if (top.next < top.node.inputs().size() && !leaf.test(top.node)) {
        push(top.node.inputs().get(top.next++), stack);
      } else {
        stack.pop();
        index.put(top.node, nodes.size());
        nodes.add(top.node);
      }
    }
  }

  private void push(Tensor node, Deque<Visit> stack) {
    if (index.putIfAbsent(node, -1) == null) {
      stack.push(new Visit(node));
    }
  }

  /** Number of nodes. */
  public int size() {
    return nodes.size();
  }

  /** The nodes, each after its inputs. */
  public List<Tensor> nodes() {
    return java.util.Collections.unmodifiableList(nodes);
  }

  /** A node's position, or −1 if the outputs do not need it. */
  public int indexOf(Tensor node) {
    return index.getOrDefault(node, -1);
  }

  private static final class Visit {
    private final Tensor node;
    private int next;

    private Visit(Tensor node) {
      this.node = node;
    }
  }
}
