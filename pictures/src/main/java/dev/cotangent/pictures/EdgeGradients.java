package dev.cotangent.pictures;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gradients of a scalar at every node of its graph and along every edge. Immutable. */
final class EdgeGradients {

  private final IdentityHashMap<Tensor, Map<Integer, Tensor>> parts = new IdentityHashMap<>();
  private final Gradients totals;

  EdgeGradients(Tensor result, List<Tensor> nodes) {
    totals =
        Gradients.of(
            result, nodes, (node, input, upstream, cotangent) -> add(node, input, cotangent));
  }

  private void add(Tensor node, int input, Tensor cotangent) {
    parts.computeIfAbsent(node, any -> new HashMap<>()).merge(input, cotangent, Tensor::add);
  }

  /** The gradient with respect to a node. */
  Optional<Tensor> total(Tensor node) {
    return totals.find(node);
  }

  /** The gradient that a node passes back to one of its inputs, in the shape of that input. */
  Optional<Tensor> part(Tensor node, int input) {
    return Optional.ofNullable(parts.getOrDefault(node, Map.of()).get(input));
  }
}
