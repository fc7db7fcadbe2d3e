package dev.cotangent.core.op;

import dev.cotangent.core.TensorType;

/** Where the operands of one kernel call lie in memory: row-major, without gaps, from an offset. */
public interface Operands {

  /** The array of an F32 or BOOL input. */
  float[] floats(int input);

  /** The array of an I32 input. */
  int[] ints(int input);

  /** Where the input's first element lies in its array. */
  int offset(int input);

  /** Type of an input. */
  TensorType type(int input);

  /** The array of the F32 or BOOL result. */
  float[] out();

  /** Where the result's first element lies. */
  int outOffset();

  /** Type of the result. */
  TensorType outType();
}
