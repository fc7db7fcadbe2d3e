package dev.cotangent.core;

import dev.cotangent.core.text.Brief;
import java.util.Arrays;

/**
 * The shape of a tensor: the lengths of its axes, outermost first; a scalar has no axes. Immutable,
 * compared by value.
 */
public final class Shape {

  private static final int MOST = Integer.MAX_VALUE - 8; // elements of an array
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    long product = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw new ShapeException(
            "shape " + brief(dims) + ": length " + dim + ", expected 0 or more");
      }
      product *= dim;
      if (product > MOST) {
        throw new ShapeException(
            "shape " + brief(dims) + ": too many elements, expected at most " + MOST);
      }
    }
    this.dims = dims;
    this.size = (int) product;
  }

  /** The axis lengths, shortened for a message: a damaged file may claim any number of axes. */
  private static String brief(int[] dims) {
    return Brief.list(Arrays.stream(dims).boxed().toList());
  }

  /**
   * Returns the shape with these axis lengths.
   *
   * @throws ShapeException if a length is negative or there are more than about 2³¹ elements
   */
  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /** The shape of a scalar, without axes. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Number of elements; 1 for a scalar. */
  public int size() {
    return size;
  }

  /** Whether this is the shape of a scalar: no axes. */
  public boolean isScalar() {
    return dims.length == 0;
  }

  /**
   * Length of an axis; negative axes count from the end.
   *
   * @throws ShapeException if there is no such axis
   */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /** Normalizes an axis to an index from 0; −1 is the last axis. */
  public int axis(int axis) {
    int resolved = axis < 0 ? axis + dims.length : axis;
    if (resolved < 0 || resolved >= dims.length) {
      throw new ShapeException(
          "axis " + axis + " of shape " + this + ", expected " + axesInWords());
    }
    return resolved;
  }

  private String axesInWords() {
    return dims.length == 0
        ? "a shape with axes"
        : "an axis from " + -dims.length + " to " + (dims.length - 1);
  }

  /** A copy of the axis lengths. */
  public int[] dims() {
    return dims.clone();
  }

  /** The shape of the axes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Shape slice(int from, int to) {
    return of(Arrays.copyOfRange(dims, from, to));
  }

  /** This shape with another axis in front. */
  public Shape prepend(int dim) {
    int[] result = new int[dims.length + 1];
    result[0] = dim;
    System.arraycopy(dims, 0, result, 1, dims.length);
    return of(result);
  }

  /** This shape with the length of one axis replaced. */
  public Shape with(int axis, int dim) {
    int[] result = dims.clone();
    result[axis(axis)] = dim;
    return of(result);
  }

  /** This shape without one axis. */
  public Shape without(int axis) {
    int gone = axis(axis);
    int[] result = new int[dims.length - 1];
    System.arraycopy(dims, 0, result, 0, gone);
    System.arraycopy(dims, gone + 1, result, gone, result.length - gone);
    return of(result);
  }

  /** Row-major strides, in elements. */
  public int[] strides() {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return strides;
  }

  /**
   * The strides for reading a tensor of this shape as if it were broadcast to {@code target}: 0
   * along broadcast axes.
   *
   * @throws ShapeException if this shape does not broadcast to {@code target}
   */
  public int[] stridesWithin(Shape target) {
    int[] own = strides();
    int[] result = new int[target.rank()];
    int shift = target.rank() - rank();
    if (shift < 0) {
      throw new ShapeException(
          "shape "
              + this
              + " broadcast to "
              + target
              + ", expected at most "
              + target.rank()
              + " axes");
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == target.dims[i + shift]) {
        result[i + shift] = own[i];
      } else if (dims[i] != 1) {
        throw new ShapeException(
            "shape "
                + this
                + " broadcast to "
                + target
                + ": axis "
                + i
                + " has length "
                + dims[i]
                + ", expected "
                + (target.dims[i + shift] == 1 ? "1" : "1 or " + target.dims[i + shift]));
      }
    }
    return result;
  }

  /** Whether this shape broadcasts to {@code target}. */
  public boolean broadcastsTo(Shape target) {
    int shift = target.rank() - rank();
    if (shift < 0) {
      return false;
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] != target.dims[i + shift] && dims[i] != 1) {
        return false;
      }
    }
    return true;
  }

  /**
   * The common shape of two shapes by NumPy's broadcasting rule: axes are aligned from the last
   * one, and an axis of length 1 is repeated.
   *
   * @throws ShapeException naming both shapes and the axis that does not match
   */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] result = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int da = i <= a.rank() ? a.dims[a.rank() - i] : 1;
      int db = i <= b.rank() ? b.dims[b.rank() - i] : 1;
      if (da != db && da != 1 && db != 1) {
        throw new ShapeException(
            "shapes "
                + a
                + " and "
                + b
                + ": lengths "
                + da
                + " and "
                + db
                + " on axis -"
                + i
                + ", expected equal lengths or 1");
      }
      result[rank - i] = da == 1 ? db : da;
    }
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendTo(text);
    return text.toString();
  }

  /** Appends the text of {@link #toString} to a builder. */
  public void appendTo(StringBuilder text) {
    text.append('[');
    for (int i = 0; i < dims.length; i++) {
      text.append(i == 0 ? "" : ", ").append(dims[i]);
    }
    text.append(']');
  }
}
