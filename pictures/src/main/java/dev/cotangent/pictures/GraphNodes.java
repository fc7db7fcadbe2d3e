package dev.cotangent.pictures;

import dev.cotangent.core.GraphOrder;
import dev.cotangent.core.Tensor;
import java.util.IdentityHashMap;
import java.util.List;

/** The nodes that a picture shows, each after its inputs. Immutable. */
final class GraphNodes {

  private final Tensor result;
  private final GraphOrder order;
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();

  GraphNodes(Tensor result) {
    this.result = result;
    this.order = GraphOrder.of(List.of(result));
    nodes().forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
  }

  Tensor result() {
    return result;
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
