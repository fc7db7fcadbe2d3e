package dev.cotangent.core.graph;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.text.Decimals;
import java.util.function.IntFunction;

/**
 * Writes a constant as NumPy does, on one line: {@code F32[2, 2] [[1, 2], [3, 4]]}. Above 100
 * elements, each axis longer than 6 shows its first and last 3 entries: {@code F32[1000] [0, 1, 2,
 * …, 997, 998, 999]}; with 3 axes the first and last 2, with more the first and last one.
 */
final class TensorText {

  private static final int MOST = 100;

  private final StringBuilder out = new StringBuilder();
  private final Shape shape;
  private final IntFunction<String> element;
  private final int edge;

  private TensorText(Shape shape, IntFunction<String> element) {
    this.shape = shape;
    this.element = element;
    this.edge = shape.size() <= MOST ? MOST : Math.max(1, Math.min(3, 5 - shape.rank()));
  }

  /**
   * The type, the shape and the values of a constant.
   *
   * @param array its elements, {@code float[]} (F32 and BOOL), {@code double[]} or {@code int[]}
   */
  static String of(TensorType type, Object array) {
    TensorText text = new TensorText(type.shape(), elements(type.dtype(), array));
    text.out.append(type).append(' ');
    text.append(0, 0);
    return text.out.toString();
  }

  private static IntFunction<String> elements(DType dtype, Object array) {
    if (array instanceof int[] ints) {
      return i -> Integer.toString(ints[i]);
    }
    if (array instanceof double[] doubles) {
      return i -> whole(Decimals.of(doubles[i]));
    }
    float[] floats = (float[]) array;
    return dtype == DType.BOOL
        ? i -> Boolean.toString(floats[i] != 0)
        : i -> whole(Decimals.of(floats[i]));
  }

  private static String whole(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }

  /** Appends the entry at an index over the axes before {@code axis}. */
  private void append(int axis, int index) {
    if (axis == shape.rank()) {
      out.append(element.apply(index));
      return;
    }
    int dim = shape.dim(axis);
    out.append('[');
    for (int i = 0; i < dim; i++) {
      out.append(i > 0 ? ", " : "");
      if (dim > 2 * edge && i == edge) {
        out.append("…, ");
        i = dim - edge;
      }
      append(axis + 1, index * dim + i);
    }
    out.append(']');
  }
}
