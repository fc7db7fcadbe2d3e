package dev.cotangent.core;

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

  /** Stores an element, rounded to what the element type can hold. */
  public void set(int index, double value) {
    data[index] = type.dtype().round(value);
  }
}
