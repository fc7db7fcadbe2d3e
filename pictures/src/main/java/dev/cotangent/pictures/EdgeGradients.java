package dev.cotangent.pictures;

import dev.cotangent.core.Tensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gradients of a scalar along every edge of its graph: a node gets the sum of what its users
 * send back, and sends on what its op makes of it.
 */
final class EdgeGradients {

  private final IdentityHashMap<Tensor, Tensor> totals = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Map<Integer, Tensor>> parts = new IdentityHashMap<>();

  EdgeGradients(Tensor result, List<Tensor> nodes) {
    totals.put(result, Tensor.full(result.type(), 1));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Tensor node = nodes.get(i);
      Tensor upstream = totals.get(node);
      if (upstream != null) {
        node.op().vjp(node, upstream, (input, cotangent) -> send(node, input, cotangent));
      }
    }
  }

  private void send(Tensor node, int input, Tensor cotangent) {
    parts.computeIfAbsent(node, any -> new HashMap<>()).merge(input, cotangent, Tensor::add);
    totals.merge(node.inputs().get(input), cotangent, Tensor::add);
  }

  /** The gradient by a node. */
  Optional<Tensor> total(Tensor node) {
    return Optional.ofNullable(totals.get(node));
  }

  /** What a node sends back to one of its inputs. */
  Optional<Tensor> part(Tensor node, int input) {
    return Optional.ofNullable(parts.getOrDefault(node, Map.of()).get(input));
  }
}
