package dev.cotangent.core.plan.compile;

import dev.cotangent.core.op.rows.SoftmaxCrossEntropy;
import dev.cotangent.core.op.rows.SoftmaxCrossEntropyGrad;
import dev.cotangent.core.plan.step.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Finds the losses that one step can compute together with their gradients. */
final class CrossEntropyPairs {

  private CrossEntropyPairs() {}

  /**
   * Pairs each loss with the gradient that can be computed in the same step: one of the same logits
   * and labels, whose upstream gradient is known beforehand. A loss of constants is not paired,
   * since a constant upstream gradient may depend on it.
   */
  static IdentityHashMap<Node, Node> of(List<Node> nodes, Fusion fusion) {
    IdentityHashMap<Node, Node> pairs = new IdentityHashMap<>();
    List<Node> losses = new ArrayList<>();
    for (Node node : nodes) {
      if (fusion.isDemanded(node) && node.isFloat()) {
        if (node.op instanceof SoftmaxCrossEntropy
            && node.inputs[0].type.shape().rank() > 1
            && !fusion.isReady(node)) {
          losses.add(node);
        } else if (node.op instanceof SoftmaxCrossEntropyGrad && fusion.isReady(node.inputs[2])) {
          losses.stream()
              .filter(loss -> sameRows(loss, node))
              .findFirst()
              .ifPresent(loss -> pairs.putIfAbsent(loss, node));
        }
      }
    }
    return pairs;
  }

  private static boolean sameRows(Node loss, Node gradient) {
    return loss.inputs[0] == gradient.inputs[0] && loss.inputs[1] == gradient.inputs[1];
  }
}
