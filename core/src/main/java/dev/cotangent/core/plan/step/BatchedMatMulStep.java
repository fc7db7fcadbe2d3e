package dev.cotangent.core.plan.step;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.shape.MatMul;
import dev.cotangent.core.work.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A batched matrix product, computed one product after the other. */
public final class BatchedMatMulStep extends Step {

  private final Node node;

  public BatchedMatMulStep(Node node) {
    super(node, Rows.WHOLE, 1);
    this.node = node;
  }

  @Override
  public List<Operand> operands() {
    return Arrays.stream(node.inputs).map(input -> new Operand(input, false)).toList();
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
    Shape shape = node.type.shape();
    int m = shape.dim(-2);
    int n = shape.dim(-1);
    int k = node.inputs[0].type.shape().dim(-1);
    int[] aStarts = starts(node.inputs[0], m * k);
    int[] bStarts = starts(node.inputs[1], k * n);
    Slot a = slots.apply(node.inputs[0]);
    Slot b = slots.apply(node.inputs[1]);
    Slot c = slots.apply(node);
    return (from, to, scratch) -> {
      for (int i = 0; i < aStarts.length; i++) {
        kernels.matmul(
            Form.NN,
            m,
            n,
            k,
            a.floats,
            a.offset + aStarts[i],
            k,
            b.floats,
            b.offset + bStarts[i],
            n,
            c.floats,
            c.offset + i * m * n,
            n,
            false,
            scratch);
      }
    };
  }

  /** The offset of the factor's matrix for each matrix of the result. */
  private int[] starts(Node factor, int matrixSize) {
    Shape batch = MatMul.batch(node.type.shape());
    int[] strides = MatMul.batch(factor.type.shape()).stridesWithin(batch);
    int[] starts = new int[batch.size()];
    for (int i = 0; i < starts.length; i++) {
      int rest = i;
      for (int axis = batch.rank() - 1; axis >= 0; axis--) {
        starts[i] += rest % batch.dim(axis) * strides[axis] * matrixSize;
        rest /= batch.dim(axis);
      }
    }
    return starts;
  }

  @Override
  public double cost() {
    return 2.0 * node.size() * node.inputs[0].type.shape().dim(-1);
  }

  @Override
  public String name() {
    return "matmul.batched";
  }
}
