package dev.cotangent.core.plan.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Computes the losses of a softmax cross-entropy and the gradient with respect to the logits in one
 * pass: both need the maximum of a row and the sum of its exponentials.
 */
public final class CrossEntropyStep extends Step {

  private final Node loss;
  private final Node gradient;

  public CrossEntropyStep(Node loss, Node gradient) {
    super(gradient, Rows.ROWWISE, firstAxis(gradient));
    this.loss = loss;
    this.gradient = gradient;
  }

  @Override
  public List<Node> outputs() {
    return List.of(gradient, loss);
  }

  @Override
  public List<Operand> operands() {
    return Arrays.stream(gradient.inputs)
        .map(input -> new Operand(input, firstAxis(input) == units))
        .toList();
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
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
  public double cost() {
    return 16.0 * gradient.size();
  }

  @Override
  public String name() {
    return loss.op.id() + "+grad";
  }
}
