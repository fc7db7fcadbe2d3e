package dev.cotangent.core.plan.step;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.shape.Transpose;
import dev.cotangent.core.work.Rows;
import java.util.List;
import java.util.function.Function;

/**
 * A transposition or broadcast that is written to memory because its reader needs consecutive
 * floats.
 */
public final class CopyStep extends Step {

  private final Node source;
  private final int[] strides;

  public CopyStep(Node node) {
    super(node, Rows.ROWWISE, firstAxis(node));
    this.source = node.inputs[0];
    this.strides = strides(node, source.type.shape());
  }

  private static int[] strides(Node node, Shape source) {
    if (node.op instanceof Transpose transpose) {
      int[] own = source.strides();
      return transpose.permutation().stream().mapToInt(axis -> own[axis]).toArray();
    }
    return source.stridesWithin(node.type.shape());
  }

  @Override
  public List<Operand> operands() {
    boolean keepsRows =
        strides.length > 0
            && units > 0
            && firstAxis(source) == units
            && strides[0] == source.size() / units;
    return List.of(new Operand(source, keepsRows));
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
    return new Copy(slots.apply(source), slots.apply(output), output.type.shape().dims());
  }

  @Override
  public double cost() {
    return output.size();
  }

  @Override
  public String name() {
    return output.op.id();
  }

  private final class Copy implements Task {
    private final Slot from;
    private final Slot to;
    private final int[] dims;

    private Copy(Slot from, Slot to, int[] dims) {
      this.from = from;
      this.to = to;
      this.dims = dims;
    }

    @Override
    public void run(int first, int end, Scratch scratch) {
      int rank = dims.length;
      int length = rank == 0 ? 1 : dims[rank - 1];
      int stride = rank == 0 ? 0 : strides[rank - 1];
      int rows = 1;
      for (int axis = 1; axis < rank - 1; axis++) {
        rows *= dims[axis];
      }
      if (rank == 1) {
        copy(first * stride, stride, first, end - first);
        return;
      }
      for (int row = first * rows; row < end * rows; row++) {
        copy(start(row), stride, row * length, length);
      }
    }

    /** The offset in the source of a row of the last axis. */
    private int start(int row) {
      int rest = row;
      int index = 0;
      for (int axis = dims.length - 2; axis >= 0; axis--) {
        index += rest % dims[axis] * strides[axis];
        rest /= dims[axis];
      }
      return index;
    }

    private void copy(int source, int stride, int target, int n) {
      for (int i = 0; i < n; i++) {
        to.floats[to.offset + target + i] = from.floats[from.offset + source + i * stride];
      }
    }
  }
}
