package dev.cotangent.core.plan;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.rows.SoftmaxCrossEntropy;
import dev.cotangent.core.op.rows.SoftmaxCrossEntropyGrad;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Computes the losses of a softmax cross-entropy and the gradient with respect to the logits in one
 * pass: both need the maximum of a row and the sum of its exponentials.
 */
final class CrossEntropyStep extends Step {

  private final Node loss;
  private final Node gradient;

  CrossEntropyStep(Node loss, Node gradient) {
    super(gradient, Rows.ROWWISE, firstAxis(gradient));
    this.loss = loss;
    this.gradient = gradient;
  }

  /**
   * Pairs each loss with the gradient that can be computed in the same step: one of the same logits
   * and labels, whose upstream gradient is known beforehand. A loss of constants is not paired,
   * since a constant upstream gradient may depend on it.
   */
  static IdentityHashMap<Node, Node> pairs(List<Node> nodes, Fusion fusion) {
    IdentityHashMap<Node, Node> pairs = new IdentityHashMap<>();
    List<Node> losses = new ArrayList<>();
    for (Node node : nodes) {
      if (fusion.isDemanded(node) && Fusion.isFloat(node)) {
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

  @Override
  List<Node> outputs() {
    return List.of(gradient, loss);
  }

  @Override
  List<Operand> operands() {
    return Arrays.stream(gradient.inputs)
        .map(input -> new Operand(input, firstAxis(input) == units))
        .toList();
  }

  @Override
  Task bind(Kernels kernels, Function<Node, Slot> slots) {
    Slot logits = slots.apply(gradient.inputs[0]);
    Slot labels = slots.apply(gradient.inputs[1]);
    Slot upstream = slots.apply(gradient.inputs[2]);
    Slot losses = slots.apply(loss);
    Slot result = slots.apply(gradient);
    int classes = gradient.type.shape().dim(-1);
    int rowsPerUnit = loss.size() / Math.max(1, units);
    return (from, to, scratch) ->
        kernels.softmaxCrossEntropyGrad(
            logits.floats,
            logits.offset + from * rowsPerUnit * classes,
            labels.ints,
            labels.offset + from * rowsPerUnit,
            upstream.floats,
            upstream.offset + from * rowsPerUnit,
            (to - from) * rowsPerUnit,
            classes,
            result.floats,
            result.offset + from * rowsPerUnit * classes,
            losses.floats,
            losses.offset + from * rowsPerUnit,
            scratch);
  }

  @Override
  double cost() {
    return 16.0 * gradient.size();
  }

  @Override
  String name() {
    return loss.op.id() + "+grad";
  }
}
