package dev.cotangent.core.op;

import dev.cotangent.core.TensorType;

/** The memory of a kernel call's operands: row-major, contiguous, from an offset. */
public interface Operands {

  /** The array of an F32 or BOOL input. */
  float[] floats(int input);

  /** The array of an I32 input. */
  int[] ints(int input);

  /** The offset of the input's first element in its array. */
  int offset(int input);

  /** The type of an input. */
  TensorType type(int input);

  /** The array of the F32 or BOOL result. */
  float[] out();

  /** The offset of the result's first element in its array. */
  int outOffset();

  /** The type of the result. */
  TensorType outType();
}
