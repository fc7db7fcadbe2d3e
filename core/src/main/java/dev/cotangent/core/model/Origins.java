package dev.cotangent.core.model;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.order.GraphOrder;
import dev.cotangent.core.plan.OpException;
import dev.cotangent.core.plugin.PluginKind;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Maps graph nodes to the plugins that created them: a layer or the loss for nodes of the forward
 * pass; for nodes of the backward pass, the plugin of the node that they differentiate. Not
 * thread-safe.
 */
final class Origins implements Gradients.Listener {

  private final IdentityHashMap<Tensor, PluginUse> makers = new IdentityHashMap<>();

  Origins() {
    // nothing is known yet
  }

  /**
   * Records that a plugin computed a tensor from others; nodes created by plugins nested in it stay
   * theirs.
   */
  void add(PluginUse maker, List<Tensor> inputs, Tensor y) {
    add(maker, y, inputs::contains); // tensors are compared by identity
  }

  private void add(PluginUse maker, Tensor end, Predicate<Tensor> begin) {
    for (Tensor node :
        GraphOrder.of(List.of(end), node -> begin.test(node) ? List.of() : node.inputs()).nodes()) {
      if (!begin.test(node) && !node.inputs().isEmpty()) {
        makers.putIfAbsent(node, maker);
      }
    }
  }

  @Override
  public void sentBack(Tensor node, int input, Tensor upstream, Tensor cotangent) {
    PluginUse maker = makers.get(node);
    if (maker != null) {
      add(maker, cotangent, each -> each == upstream || makers.containsKey(each));
    }
  }

  /**
   * Describes the plugin that created a node, as the end of an error message; empty if it is
   * unknown.
   *
   * @param plugins the plugins of all models in the graph
   */
  String explain(Tensor node, List<PluginUse> plugins) {
    return of(node).map(maker -> ", from " + describe(maker, plugins)).orElse("");
  }

  /**
   * Describes the plugin that created a failed op, as the end of an error message; empty if it is
   * unknown.
   *
   * @param results the results of the graph that contains the op
   * @param plugins the plugins of all models in the graph
   */
  String explain(OpException failure, List<Tensor> results, List<PluginUse> plugins) {
    String found =
        GraphOrder.of(results, Tensor::inputs).nodes().stream()
            .filter(node -> failure.ops().contains(node.op()))
            .flatMap(node -> of(node).stream())
            .distinct()
            .map(maker -> describe(maker, plugins))
            .collect(Collectors.joining(", or from "));
    return found.isEmpty() ? "" : "; the op is from " + found;
  }

  /**
   * The path of the layer that created a node, or the id of the outermost layer or the loss; empty
   * if it is unknown.
   */
  String place(Tensor node) {
    return of(node)
        .map(maker -> maker.path().isEmpty() ? maker.plugin().id() : maker.path())
        .orElse("");
  }

  private Optional<PluginUse> of(Tensor node) {
    return Optional.ofNullable(makers.get(node));
  }

  /** Describes a layer with its activations, or a loss. */
  private static String describe(PluginUse maker, List<PluginUse> plugins) {
    return maker
        + plugins.stream()
            .filter(use -> use.path().equals(maker.path()))
            .filter(use -> use.plugin().kind() == PluginKind.ACTIVATION)
            .map(use -> " with " + use.plugin())
            .collect(Collectors.joining());
  }
}
