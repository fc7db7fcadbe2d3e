package dev.cotangent.core.plan.step;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** An op with its own float32 kernel. */
public final class KernelStep extends Step {

  private final KernelOp op;
  private final Node node;

  public KernelStep(Node node) {
    super(node, rows(node), units(node));
    this.node = node;
    this.op = (KernelOp) node.op;
  }

  private static Rows rows(Node node) {
    return ((KernelOp) node.op).rows(types(node), node.type);
  }

  private static int units(Node node) {
    return rows(node) == Rows.WHOLE ? 1 : ((KernelOp) node.op).units(types(node), node.type);
  }

  private static List<TensorType> types(Node node) {
    return Arrays.stream(node.inputs).map(input -> input.type).toList();
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < node.inputs.length; i++) {
      Node input = node.inputs[i];
      boolean aligned = rows == Rows.ROWWISE && op.aligned(i) && firstAxis(input) == units;
      operands.add(new Operand(input, aligned));
    }
    return operands;
  }

  @Override
  public int elementsRead(int operand) {
    return op.elementsRead(operand, types(node), node.type);
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
    Slot[] in = Arrays.stream(node.inputs).map(slots).toArray(Slot[]::new);
    Operands operands =
        new SlotOperands(in, types(node).toArray(TensorType[]::new), slots.apply(node), node.type);
    KernelOp kernelOp = op;
    // with rows == WHOLE one unit stands for all units of the op
    int all = op.units(types(node), node.type);
    return rows == Rows.WHOLE
        ? (from, to, scratch) -> kernelOp.run(kernels, operands, 0, to > from ? all : 0, scratch)
        : (from, to, scratch) -> kernelOp.run(kernels, operands, from, to, scratch);
  }

  @Override
  public boolean choosesBlocks() {
    return op.choosesBlocks();
  }

  @Override
  public double cost() {
    return op.cost(types(node), node.type);
  }

  @Override
  public String name() {
    return op.id();
  }

  private static final class SlotOperands implements Operands {
    private final Slot[] in;
    private final TensorType[] types;
    private final Slot result;
    private final TensorType outType;

    private SlotOperands(Slot[] in, TensorType[] types, Slot result, TensorType outType) {
      this.in = in;
      this.types = types;
      this.result = result;
      this.outType = outType;
    }

    @Override
    public float[] floats(int input) {
      return in[input].floats;
    }

    @Override
    public int[] ints(int input) {
      return in[input].ints;
    }

    @Override
    public int offset(int input) {
      return in[input].offset;
    }

    @Override
    public TensorType type(int input) {
      return types[input];
    }

    @Override
    public float[] out() {
      return result.floats;
    }

    @Override
    public int outOffset() {
      return result.offset;
    }

    @Override
    public TensorType outType() {
      return outType;
    }
  }
}
