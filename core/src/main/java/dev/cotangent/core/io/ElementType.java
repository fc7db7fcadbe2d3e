package dev.cotangent.core.io;

import dev.cotangent.core.DType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The element types of safetensors files. Tensors have fewer: F16 and BF16 are read as F32, all
 * others are kept as raw bytes. Declared in the order in which tensors are written, widest first,
 * so that each tensor is aligned.
 */
public enum ElementType {
  /** Unsigned 64-bit integer. */
  U64(64),
  /** Signed 64-bit integer. */
  I64(64),
  /** IEEE double. */
  F64(64),
  /** A pair of IEEE floats. */
  C64(64),
  /** IEEE float. */
  F32(32),
  /** Unsigned 32-bit integer. */
  U32(32),
  /** Signed 32-bit integer. */
  I32(32),
  /** The upper half of an IEEE float. */
  BF16(16),
  /** IEEE half precision. */
  F16(16),
  /** Unsigned 16-bit integer. */
  U16(16),
  /** Signed 16-bit integer. */
  I16(16),
  /** An 8-bit exponent. */
  F8_E8M0(8),
  /** Eight bits, four of them exponent. */
  F8_E4M3(8),
  /** Eight bits, five of them exponent. */
  F8_E5M2(8),
  /** Signed byte. */
  I8(8),
  /** Unsigned byte. */
  U8(8),
  /** Six bits, three of them exponent. */
  F6_E3M2(6),
  /** Six bits, two of them exponent. */
  F6_E2M3(6),
  /** Four bits. */
  F4(4),
  /** A byte, false if 0. */
  BOOL(8);

  private static final int BYTE = 8;
  private static final int F16_EXPONENTS = 31;
  private static final int F16_BIAS = 127 - 15;

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /** Returns the type of that name, if there is one. */
  static Optional<ElementType> named(String name) {
    for (ElementType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The tensor type with these elements, if there is one. */
  public Optional<DType> dtype() {
    return Arrays.stream(DType.values()).filter(type -> type.name().equals(name())).findFirst();
  }

  /** The file's element type for a tensor's. */
  static ElementType of(DType dtype) {
    return valueOf(dtype.name());
  }

  /**
   * The size of so many elements in bytes; elements of less than eight bits are packed, and the
   * last byte is padded.
   */
  long bytes(long elements) {
    return (elements * bits + BYTE - 1) / BYTE;
  }

  /** Converts the bits of a BF16 to the equal float. */
  static float fromBf16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Converts the bits of an F16 to the equal float. */
  static float fromF16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & F16_EXPONENTS;
    int mantissa = bits & 0x3FF;
    if (exponent == 0) {
      int magnitude = Float.floatToRawIntBits(mantissa * 0x1p-24f); // subnormal, or 0
      return Float.intBitsToFloat(sign | magnitude);
    }
    int wide = exponent == F16_EXPONENTS ? 0xFF : exponent + F16_BIAS;
    return Float.intBitsToFloat(sign | wide << 23 | mantissa << 13);
  }
}
