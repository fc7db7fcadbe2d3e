package dev.cotangent.pictures;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.order.GraphOrder;
import java.util.IdentityHashMap;
import java.util.List;

/** The nodes of a picture in topological order. Immutable. */
final class GraphNodes {

  private final List<Tensor> results;
  private final GraphOrder<Tensor> order;
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();

  GraphNodes(List<Tensor> results) {
    this.results = results;
    this.order = GraphOrder.of(results, Tensor::inputs);
    nodes().forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
  }

  /** The results of the graph, ordered by name. */
  List<Tensor> results() {
    return results;
  }

  /** Whether a node is a result that no other node uses, so that an edge leads out of the graph. */
  boolean leadsOut(Tensor node) {
    return results.contains(node) && uses(node) == 0;
  }

  List<Tensor> nodes() {
    return order.nodes();
  }

  /** Index of a node; −1 if the tensor is not in the picture. */
  int indexOf(Tensor node) {
    return order.indexOf(node);
  }

  /** Number of outgoing edges of a node. */
  int uses(Tensor node) {
    return uses.getOrDefault(node, 0);
  }
}
