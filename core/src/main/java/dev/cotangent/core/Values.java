package dev.cotangent.core;

/**
 * A tensor's elements as the reference evaluation sees them: row-major doubles, whatever the
 * element type.
 *
 * @param data the elements; an op writes its output's and only reads its inputs'
 * @param type element type and shape
 */
public record Values(double[] data, TensorType type) {

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
