package dev.cotangent.core;

/**
 * What the graph knows of a tensor before any value exists: the type of its elements and its shape.
 */
public record TensorType(DType dtype, Shape shape) {

  /** A type of the same shape with other elements. */
  public TensorType with(DType other) {
    return new TensorType(other, shape);
  }

  /** A type with the same elements in another shape. */
  public TensorType with(Shape other) {
    return new TensorType(dtype, other);
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
