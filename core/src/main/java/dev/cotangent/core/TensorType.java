package dev.cotangent.core;

/** The static type of a tensor: element type and shape, known before any value is computed. */
public record TensorType(DType dtype, Shape shape) {

  /** The same shape with another element type. */
  public TensorType with(DType other) {
    return new TensorType(other, shape);
  }

  /** The same element type with another shape. */
  public TensorType with(Shape other) {
    return new TensorType(dtype, other);
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
