package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Elementwise;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.work.Rows;
import java.util.List;
import java.util.Optional;

/** Ops that are wrong in one way each. */
final class BrokenOps {

  private BrokenOps() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        op("without a factor", "gradient", new Broken.Square(d -> {}, at -> at, up -> up)),
        op(
            "clipping the cotangent",
            "linearity",
            new Broken.Square(d -> {}, at -> at.mul(2), up -> up.clamp(-0.1, 0.1))),
        op(
            "detaching the cotangent",
            "chain",
            new Broken.Square(d -> {}, at -> at.mul(2), up -> up.detach())),
        BrokenPlugin.of(
            "op forgetting the broadcast sum",
            "gradient",
            () -> OpContract.of(new Bias(false), Shape.of(3, 4), Shape.of(4))),
        op("unlike its expansion", "expansion", new Doubled(3)),
        op("writing to its input in float32", "untouched", new Kernel(Fault.INPUT)),
        op("writing to its input block by block", "untouched", new Blocks(Fault.INPUT)),
        op("wrong in float32", "float32", new Kernel(Fault.VALUE)),
        op("wrong in float32, block by block", "float32", new Blocks(Fault.VALUE)),
        op("wrong on other kernels", "kernels", new Blocks(Fault.VECTOR)));
  }

  /** The same ops without what is wrong. */
  static List<PluginContract> sisters() {
    return List.of(
        OpContract.of(new Broken.Square(d -> {}, at -> at.mul(2), up -> up), Shape.of(3, 5)),
        OpContract.of(new Bias(true), Shape.of(3, 4), Shape.of(4)),
        OpContract.of(new Doubled(2), Shape.of(3, 5)),
        OpContract.of(new Kernel(Fault.NONE), Shape.of(3, 5)),
        OpContract.of(new Blocks(Fault.NONE), Shape.of(3, 5)));
  }

  private static BrokenPlugin op(String name, String check, Op op) {
    return BrokenPlugin.of("op " + name, check, () -> OpContract.of(op, Shape.of(3, 5)));
  }

  private enum Fault {
    NONE,
    INPUT,
    VALUE,
    VECTOR;

    void copy(Kernels kernels, float[] from, int start, float[] to, int first, int n) {
      boolean wrong = this == VALUE || (this == VECTOR && kernels.id().equals("vector"));
      for (int i = 0; i < n; i++) {
        to[first + i] = wrong ? from[start + i] * 1.001f : from[start + i];
        if (this == INPUT) {
          from[start + i] = 0;
        }
      }
    }
  }

  /** Ops with the value of their first input. */
  private interface Identity extends Op {

    @Override
    default TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    default void reference(List<Values> inputs, Values output) {
      for (int i = 0; i < output.data().length; i++) {
        output.set(i, inputs.get(0).at(i));
      }
    }

    @Override
    default void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream);
    }
  }

  private record Blocks(Fault fault) implements Identity, Elementwise {

    @Override
    public String id() {
      return "blocks";
    }

    @Override
    public void run(
        Kernels kernels,
        float[] a,
        int aOffset,
        float[] b,
        int bOffset,
        float[] c,
        int cOffset,
        float[] y,
        int yOffset,
        int n) {
      fault.copy(kernels, a, aOffset, y, yOffset, n);
    }
  }

  private record Kernel(Fault fault) implements Identity, KernelOp {

    @Override
    public String id() {
      return "kernel";
    }

    @Override
    public Rows rows(List<TensorType> inputs, TensorType output) {
      return Rows.ROWWISE;
    }

    @Override
    public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
      int row = operands.outType().shape().size() / operands.outType().shape().dim(0);
      fault.copy(
          kernels,
          operands.floats(0),
          operands.offset(0) + from * row,
          operands.out(),
          operands.outOffset() + from * row,
          (to - from) * row);
    }
  }

  /** y = 2x, by an expansion that may say something else. */
  private record Doubled(double factor) implements Op {

    @Override
    public String id() {
      return "doubled";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      for (int i = 0; i < output.data().length; i++) {
        output.set(i, 2 * inputs.get(0).at(i));
      }
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream.mul(2));
    }

    @Override
    public Optional<Tensor> expand(List<Tensor> inputs) {
      return Optional.of(inputs.get(0).mul(factor));
    }
  }

  /** Adds a vector to each row; the gradient of the vector is summed over rows, or should be. */
  private record Bias(boolean summed) implements Op {

    @Override
    public String id() {
      return "bias";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      int width = inputs.get(1).data().length;
      for (int i = 0; i < output.data().length; i++) {
        output.set(i, inputs.get(0).at(i) + inputs.get(1).at(i % width));
      }
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream);
      Tensor first = upstream.slice(0, 0, 1).reshape(y.input(1).shape());
      cotangents.add(1, summed ? upstream.sum(0) : first);
    }
  }
}
