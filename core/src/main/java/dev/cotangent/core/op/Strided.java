package dev.cotangent.core.op;

import dev.cotangent.core.Shape;

/** Where a broadcast or permuted operand's element lies, for each flat index of the result. */
final class Strided {

  private final int[] dims;
  private final int[] strides;
  private final boolean identity;

  /** An operand of shape {@code own} that is repeated into {@code target}. */
  Strided(Shape own, Shape target) {
    this(target, own.stridesWithin(target), own.equals(target));
  }

  /** An operand read along the target's axes with those strides. */
  Strided(Shape target, int[] strides) {
    this(target, strides, false);
  }

  private Strided(Shape target, int[] strides, boolean identity) {
    this.dims = target.dims();
    this.strides = strides;
    this.identity = identity;
  }

  /** The operand's flat index for the result's flat index. */
  int index(int flat) {
    if (identity) {
      return flat;
    }
    int rest = flat;
    int index = 0;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index += rest % dims[axis] * strides[axis];
      rest /= dims[axis];
    }
    return index;
  }
}
