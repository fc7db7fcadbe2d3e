package dev.cotangent.core.model;

import dev.cotangent.core.GraphOrder;
import dev.cotangent.core.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Which layer of a model made which node of a graph. A node of the backward pass belongs to the
 * layer whose nodes it looks at, since a derivative looks at the node that it derives. For one
 * thread.
 */
public final class Origins {

  private final IdentityHashMap<Tensor, String> paths = new IdentityHashMap<>();

  Origins() {
    // nothing is known yet
  }

  /** A layer has made one tensor of another; what layers within it made is theirs. */
  void add(String path, Tensor x, Tensor y) {
    for (Tensor node : GraphOrder.of(List.of(y), node -> node == x).nodes()) {
      if (node != x && !node.inputs().isEmpty()) {
        paths.putIfAbsent(node, path);
      }
    }
  }

  /**
   * The path of the layer that a node comes from; empty for one that is outside of all layers, such
   * as the loss's.
   */
  public Optional<String> of(Tensor node) {
    Tensor at = node;
    while (!paths.containsKey(at) && !at.inputs().isEmpty()) {
      at = at.inputs().stream().filter(paths::containsKey).findFirst().orElse(at.input(0));
    }
    return Optional.ofNullable(paths.get(at));
  }
}
