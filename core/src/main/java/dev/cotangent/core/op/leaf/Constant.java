package dev.cotangent.core.op.leaf;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;

/**
 * A leaf whose value is known when the graph is built. Its array is a private copy. Constants with
 * one element are equal if their bits are; larger ones only if they are the same object.
 */
public final class Constant implements Leaf {

  private final TensorType type;
  private final Object array;

  private Constant(DType dtype, Shape shape, Object array, int length) {
    if (length != shape.size()) {
      throw new ShapeException(
          "constant " + shape + ": " + length + " values, expected " + shape.size());
    }
    this.type = new TensorType(dtype, shape);
    this.array = array;
  }

  /** An F32 constant. */
  public static Constant of(Shape shape, float[] values) {
    return new Constant(DType.F32, shape, values.clone(), values.length);
  }

  /** An F64 constant. */
  public static Constant of(Shape shape, double[] values) {
    return new Constant(DType.F64, shape, values.clone(), values.length);
  }

  /** An I32 constant. */
  public static Constant of(Shape shape, int[] values) {
    return new Constant(DType.I32, shape, values.clone(), values.length);
  }

  /** A BOOL constant. */
  public static Constant of(Shape shape, boolean[] values) {
    float[] truth = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      truth[i] = values[i] ? 1 : 0;
    }
    return new Constant(DType.BOOL, shape, truth, values.length);
  }

  /** A scalar of that type; the value is rounded to the type. */
  public static Constant scalar(DType dtype, double value) {
    return ofDoubles(new TensorType(dtype, Shape.scalar()), new double[] {value});
  }

  /** A constant of that type from doubles, which are rounded to the type. */
  public static Constant ofDoubles(TensorType type, double[] values) {
    return new Constant(type.dtype(), type.shape(), narrow(type.dtype(), values), values.length);
  }

  private static Object narrow(DType dtype, double[] values) {
    return switch (dtype) {
      case F64 -> values.clone();
      case I32 -> {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = (int) dtype.round(values[i]);
        }
        yield ints;
      }
      case F32, BOOL -> {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) dtype.round(values[i]);
        }
        yield floats;
      }
    };
  }

  /**
   * The array of the value, which must not be modified: {@code float[]} (F32 and BOOL), {@code
   * double[]} or {@code int[]}.
   */
  public Object array() {
    return array;
  }

  @Override
  public String id() {
    return "constant";
  }

  @Override
  public TensorType type() {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other == this || (other instanceof Constant that && isSameScalar(that));
  }

  private boolean isSameScalar(Constant that) {
    return type.equals(that.type) && type.shape().size() == 1 && bits() == that.bits();
  }

  @Override
  public int hashCode() {
    return type.shape().size() == 1 ? Long.hashCode(bits()) : System.identityHashCode(this);
  }

  private long bits() {
    return switch (type.dtype()) {
      case F64 -> Double.doubleToLongBits(((double[]) array)[0]);
      case I32 -> ((int[]) array)[0];
      default -> Float.floatToIntBits(((float[]) array)[0]);
    };
  }
}
