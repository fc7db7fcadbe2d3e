package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.leaf.Constant;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Upsamples one axis of a tensor by an integer factor. */
final class Upsampling {

  private Upsampling() {}

  /** Repeats each element. */
  static Tensor nearest(Tensor x, int axis, int factor) {
    Tensor apart = apart(x, axis);
    Tensor repeated = apart.broadcastTo(apart.shape().with(axis + 1, factor));
    return repeated.reshape(longer(x, axis, factor));
  }

  /**
   * Interpolates linearly between the two nearest elements: new element p of the f that replace an
   * element i lies t = (p + ½)/f − ½ of the element distance after it, and is (1 − |t|)·x[i] +
   * |t|·x[i ± 1].
   */
  static Tensor linear(Tensor x, int axis, int factor) {
    if (factor == 1 || x.shape().size() == 0) {
      return nearest(x, axis, factor);
    }
    Tensor here = phases(x, axis, factor, t -> 1 - Math.abs(t));
    Tensor before = phases(shifted(x, axis, true), axis, factor, t -> Math.max(-t, 0));
    Tensor after = phases(shifted(x, axis, false), axis, factor, t -> Math.max(t, 0));
    return here.add(before).add(after).reshape(longer(x, axis, factor));
  }

  /** The neighbor of each element; at the end, the element itself. */
  private static Tensor shifted(Tensor x, int axis, boolean before) {
    int length = x.shape().dim(axis);
    return before
        ? Tensor.concat(axis, x.slice(axis, 0, 1), x.slice(axis, 0, length - 1))
        : Tensor.concat(axis, x.slice(axis, 1, length), x.slice(axis, length - 1, length));
  }

  /** Expands each element to {@code factor} new ones, weighted by their distance from it. */
  private static Tensor phases(Tensor x, int axis, int factor, DoubleUnaryOperator weight) {
    Tensor apart = apart(x, axis);
    double[] weights = new double[factor];
    for (int p = 0; p < factor; p++) {
      weights[p] = weight.applyAsDouble((p + 0.5) / factor - 0.5);
    }
    int[] alone = new int[apart.shape().rank() - axis - 1];
    Arrays.fill(alone, 1);
    alone[0] = factor;
    TensorType type = new TensorType(x.dtype(), Shape.of(alone));
    return apart.mul(Constant.ofDoubles(type, weights).on());
  }

  /** Inserts an axis of length 1 after that axis. */
  private static Tensor apart(Tensor x, int axis) {
    int[] dims = new int[x.shape().rank() + 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == axis + 1 ? 1 : x.shape().dim(i <= axis ? i : i - 1);
    }
    return x.reshape(Shape.of(dims));
  }

  private static Shape longer(Tensor x, int axis, int factor) {
    return x.shape().with(axis, x.shape().dim(axis) * factor);
  }
}
