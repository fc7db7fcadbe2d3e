package dev.cotangent.core.graph;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;

/**
 * A tensor's elements in the reference evaluation: row-major doubles, whatever the element type. An
 * op writes those of its output and must not change those of its inputs.
 */
public final class Values {

  private final double[] data;
  private final TensorType type;

  private Values(double[] data, TensorType type) {
    this.data = data;
    this.type = type;
  }

  /** Wraps an array with as many elements as the type has. */
  public static Values of(double[] data, TensorType type) {
    return new Values(data, type);
  }

  /** The array of elements; not a copy. */
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
   * Stores an element, rounded to the element type.
   *
   * @throws CotangentException if the type is I32 and the value is NaN or beyond its range
   */
  public void set(int index, double value) {
    double rounded = type.dtype().round(value);
    if (type.dtype() == DType.I32 && !(Math.abs(rounded - value) < 1)) {
      throw new CotangentException(
          "element " + index + " is " + value + ", expected the range of I32; cast to F32 or F64");
    }
    data[index] = rounded;
  }
}
