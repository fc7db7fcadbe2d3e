package dev.cotangent.core.io;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.text.Brief;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A tensor in a file: its name, type, shape and elements, row-major.
 *
 * <p>Elements are kept as the bytes of the file, so that NaN payloads and the sign of zero survive.
 * Immutable, thread-safe, compared by value (of the bytes). A tensor has at most 2³¹ − 9 bytes.
 */
public final class TensorEntry {

  private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

  private final String name;
  private final ElementType type;
  private final Shape shape;
  private final ByteBuffer bytes;

  private TensorEntry(String name, ElementType type, Shape shape, ByteBuffer bytes) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.bytes = bytes.asReadOnlyBuffer();
  }

  /**
   * Returns a tensor of type F32 with a copy of the elements.
   *
   * @throws CotangentException if the number of elements does not match the shape
   */
  public static TensorEntry of(String name, Shape shape, float[] elements) {
    ByteBuffer bytes = allocate(name, ElementType.F32, shape, elements.length);
    bytes.asFloatBuffer().put(elements);
    return new TensorEntry(name, ElementType.F32, shape, bytes);
  }

  /**
   * Returns a tensor of type F64 with a copy of the elements.
   *
   * @throws CotangentException if the number of elements does not match the shape
   */
  public static TensorEntry of(String name, Shape shape, double[] elements) {
    ByteBuffer bytes = allocate(name, ElementType.F64, shape, elements.length);
    bytes.asDoubleBuffer().put(elements);
    return new TensorEntry(name, ElementType.F64, shape, bytes);
  }

  /**
   * Returns a tensor of type I32 with a copy of the elements.
   *
   * @throws CotangentException if the number of elements does not match the shape
   */
  public static TensorEntry of(String name, Shape shape, int[] elements) {
    ByteBuffer bytes = allocate(name, ElementType.I32, shape, elements.length);
    bytes.asIntBuffer().put(elements);
    return new TensorEntry(name, ElementType.I32, shape, bytes);
  }

  /**
   * Returns a tensor of type BOOL with a copy of the elements.
   *
   * @throws CotangentException if the number of elements does not match the shape
   */
  public static TensorEntry of(String name, Shape shape, boolean[] elements) {
    ByteBuffer bytes = allocate(name, ElementType.BOOL, shape, elements.length);
    for (int i = 0; i < elements.length; i++) {
      bytes.put(i, (byte) (elements[i] ? 1 : 0));
    }
    return new TensorEntry(name, ElementType.BOOL, shape, bytes);
  }

  /** A tensor backed by bytes that must not change afterwards, and whose count was checked. */
  static TensorEntry over(String name, ElementType type, Shape shape, ByteBuffer bytes) {
    return new TensorEntry(name, type, shape, bytes);
  }

  private static ByteBuffer allocate(String name, ElementType type, Shape shape, int length) {
    if (shape.size() != length) {
      throw new CotangentException(
          "tensor '"
              + name
              + "': "
              + length
              + " elements, expected "
              + shape.size()
              + " as in shape "
              + shape);
    }
    long size = type.bytes(length);
    if (size > MAX_BYTES) {
      throw new CotangentException(
          "tensor '" + name + "' has " + size + " bytes, expected at most " + MAX_BYTES);
    }
    return ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The type of the elements in the file. */
  public ElementType type() {
    return type;
  }

  /**
   * The element type as a tensor's {@link DType}.
   *
   * @throws CotangentException if tensors have no such type, as with I64 or BF16
   */
  public DType dtype() {
    return type.dtype()
        .orElseThrow(
            () ->
                new CotangentException(
                    "tensor '"
                        + name
                        + "' is "
                        + type
                        + ", expected one of "
                        + List.of(DType.values())
                        + "; bytes() gives its elements as they are"));
  }

  /** The shape. */
  public Shape shape() {
    return shape;
  }

  /**
   * A new read-only, little-endian view of the bytes, row-major, for any type; a BOOL is one byte,
   * false if 0.
   */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A copy of the elements of an F32 tensor; those of F16 and BF16 are converted exactly.
   *
   * @throws CotangentException if the tensor has another type
   */
  public float[] floats() {
    float[] result = new float[sizeAsFloats()];
    copyTo(result, 0);
    return result;
  }

  /**
   * Copies the elements, as {@link #floats} returns them, into an array starting at an offset.
   *
   * @throws CotangentException if the tensor has another type
   * @throws IndexOutOfBoundsException if they do not fit
   */
  public void copyTo(float[] target, int offset) {
    int size = sizeAsFloats();
    Objects.checkFromIndexSize(offset, size, target.length);
    if (type == ElementType.F32) {
      bytes().asFloatBuffer().get(target, offset, size);
      return;
    }
    ShortBuffer halves = bytes().asShortBuffer();
    for (int i = 0; i < size; i++) {
      short half = halves.get(i);
      target[offset + i] =
          type == ElementType.F16 ? ElementType.fromF16(half) : ElementType.fromBf16(half);
    }
  }

  /**
   * A copy of the elements of a tensor of type F64.
   *
   * @throws CotangentException if the tensor has another type
   */
  public double[] doubles() {
    double[] result = new double[sizeAs(ElementType.F64)];
    bytes().asDoubleBuffer().get(result);
    return result;
  }

  /**
   * A copy of the elements of a tensor of type I32.
   *
   * @throws CotangentException if the tensor has another type
   */
  public int[] ints() {
    int[] result = new int[sizeAs(ElementType.I32)];
    bytes().asIntBuffer().get(result);
    return result;
  }

  /**
   * A copy of the elements of a tensor of type BOOL.
   *
   * @throws CotangentException if the tensor has another type
   */
  public boolean[] booleans() {
    boolean[] result = new boolean[sizeAs(ElementType.BOOL)];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i) != 0;
    }
    return result;
  }

  private int sizeAsFloats() {
    return sizeAs(type == ElementType.F16 || type == ElementType.BF16 ? type : ElementType.F32);
  }

  private int sizeAs(ElementType expected) {
    if (type != expected) {
      throw new CotangentException("tensor '" + name + "' is " + type + ", expected " + expected);
    }
    return shape.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorEntry entry
        && name.equals(entry.name)
        && type == entry.type
        && shape.equals(entry.shape)
        && bytes.equals(entry.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, shape);
  }

  @Override
  public String toString() {
    return Brief.of(name) + ": " + type + shape;
  }
}
