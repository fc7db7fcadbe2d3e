package dev.cotangent.core.op.rule;

import dev.cotangent.core.Shape;

/**
 * Index arithmetic for reference evaluations. Allocates nothing, since plans run integer ops by
 * reference in every run.
 */
public final class Strided {

  private Strided() {}

  /**
   * The flat index in an operand of shape {@code own} for a flat index in the shape {@code target}
   * that it is broadcast to.
   */
  public static int repeated(Shape own, Shape target, int flat) {
    if (own.size() == target.size()) {
      return flat;
    }
    return own.size() == 1 ? 0 : unflattened(own, target, flat);
  }

  private static int unflattened(Shape own, Shape target, int flat) {
    int rest = flat;
    int index = 0;
    int stride = 1;
    int shift = target.rank() - own.rank();
    for (int axis = target.rank() - 1; axis >= shift; axis--) {
      int length = own.dim(axis - shift);
      index += length == 1 ? 0 : rest % target.dim(axis) * stride;
      rest /= target.dim(axis);
      stride *= length;
    }
    return index;
  }

  /** The stride of an axis: the distance between its elements. */
  public static int stride(Shape shape, int axis) {
    int stride = 1;
    for (int inner = axis + 1; inner < shape.rank(); inner++) {
      stride *= shape.dim(inner);
    }
    return stride;
  }
}
