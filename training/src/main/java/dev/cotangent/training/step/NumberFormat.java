package dev.cotangent.training.step;

import java.nio.ByteBuffer;

/** The form in which members send each other the numbers of gradients. */
enum NumberFormat {
  FLOAT32(Float.BYTES),
  /** For numbers that are rounded to {@link Bfloat16} already, so that nothing is lost. */
  BFLOAT16(Short.BYTES);

  private final int bytes;

  NumberFormat(int bytes) {
    this.bytes = bytes;
  }

  /** The form for the gradients of shards. */
  static NumberFormat ofGradients(Sharding sharding) {
    return sharding.bfloat16() ? BFLOAT16 : FLOAT32;
  }

  /** The bytes of so many numbers. */
  int bytes(int numbers) {
    return Math.multiplyExact(numbers, bytes);
  }

  /** Writes numbers from the buffer's position on, which is left as it is. */
  void write(float[] numbers, int from, int length, ByteBuffer into) {
    if (this == FLOAT32) {
      into.asFloatBuffer().put(numbers, from, length);
    } else {
      Bfloat16.write(numbers, from, from + length, into);
    }
  }

  /** Reads numbers from the buffer's position on, which is left as it is. */
  void read(ByteBuffer from, float[] into, int first, int length) {
    if (this == FLOAT32) {
      from.asFloatBuffer().get(into, first, length);
    } else {
      Bfloat16.read(from, into, first, first + length);
    }
  }
}
