package dev.cotangent.core.graph;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;

/**
 * A tensor's elements as the reference evaluation sees them: row-major doubles, whatever the
 * element type. An op writes its output's and only reads its inputs'.
 */
public final class Values {

  private final double[] data;
  private final TensorType type;

  /** A view of an array with one element for each of the type's. */
  public Values(double[] data, TensorType type) {
    this.data = data;
    this.type = type;
  }

  /** The elements themselves. */
  public double[] data() {
    return data;
  }

  /** Element type and shape. */
  public TensorType type() {
    return type;
  }

  /** The shape. */
  public Shape shape() {
    return type.shape();
  }

  /** The element at a flat row-major index. */
  public double at(int index) {
    return data[index];
  }

  /**
   * Stores an element, rounded to what the element type can hold.
   *
   * @throws CotangentException if the type is I32 and the value is NaN or beyond its range
   */
  public void set(int index, double value) {
    double rounded = type.dtype().round(value);
    if (type.dtype() == DType.I32 && !(Math.abs(rounded - value) < 1)) {
      throw new CotangentException(
          "element " + index + " would be " + value + ", which is no I32; cast to F32 or F64");
    }
    data[index] = rounded;
  }
}
