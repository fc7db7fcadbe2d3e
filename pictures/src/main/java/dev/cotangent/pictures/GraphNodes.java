package dev.cotangent.pictures;

import dev.cotangent.core.GraphOrder;
import dev.cotangent.core.Tensor;
import java.util.IdentityHashMap;
import java.util.List;

/** The nodes that a picture shows, each after its inputs. Immutable. */
final class GraphNodes {

  private final List<Tensor> results;
  private final GraphOrder order;
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();

  GraphNodes(List<Tensor> results) {
    this.results = results;
    this.order = GraphOrder.of(results);
    nodes().forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
  }

  /** The results of the graph, in the order of their names. */
  List<Tensor> results() {
    return results;
  }

  /**
   * Whether a node is a result that no other node takes, so that an edge leads out of the graph.
   */
  boolean leadsOut(Tensor node) {
    return results.contains(node) && uses(node) == 0;
  }

  List<Tensor> nodes() {
    return order.nodes();
  }

  /** A node's position, or −1 for a tensor that is none. */
  int indexOf(Tensor node) {
    return order.indexOf(node);
  }

  /** How many edges leave a node. */
  int uses(Tensor node) {
    return uses.getOrDefault(node, 0);
  }
}
