package dev.cotangent.core.plan.step;

import dev.cotangent.core.op.shape.Reshape;
import dev.cotangent.core.op.shape.Slice;
import dev.cotangent.core.op.shape.Transpose;
import java.util.Arrays;
import java.util.List;

/**
 * A node's elements, read in place from the memory of the node that they are a slice, a reshaping
 * or a transposition of.
 *
 * @param source the node that is read
 * @param offset the index in the source of the first element
 * @param dims the lengths of the axes
 * @param strides the distances in the source of neighbours along each axis
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record View(Node source, int offset, int[] dims, int[] strides) {

  private static final int MATRIX = 2;

  /** The view of a node's own memory. */
  static View own(Node node) {
    return new View(node, 0, node.type.shape().dims(), node.type.shape().strides());
  }

  /** The view from as far back as slices, reshapings and transpositions allow. */
  static View of(Node node) {
    if (node.size() == 0) {
      return own(node);
    }
    if (node.op instanceof Transpose transpose) {
      return of(node.inputs[0]).permuted(transpose.permutation());
    }
    if (node.op instanceof Slice slice) {
      return of(node.inputs[0]).slice(slice);
    }
    if (node.op instanceof Reshape) {
      View before = of(node.inputs[0]);
      int[] dims = node.type.shape().dims();
      int[] strides = Regrouping.strides(before.dims, before.strides, dims);
      return strides.length == dims.length
          ? new View(before.source, before.offset, dims, strides)
          : own(node);
    }
    return own(node);
  }

  View permuted(List<Integer> permutation) {
    return new View(
        source,
        offset,
        permutation.stream().mapToInt(axis -> dims[axis]).toArray(),
        permutation.stream().mapToInt(axis -> strides[axis]).toArray());
  }

  private View slice(Slice slice) {
    int[] shorter = dims.clone();
    shorter[slice.axis()] = slice.end() - slice.start();
    return new View(source, offset + slice.start() * strides[slice.axis()], shorter, strides);
  }

  /** Whether the elements of a row of each matrix are neighbours. */
  boolean hasRows() {
    return strides[strides.length - 1] == 1;
  }

  /** Whether the elements of a column of each matrix are neighbours. */
  boolean hasColumns() {
    return strides[strides.length - MATRIX] == 1;
  }

  /** The distance of two rows or, of matrices stored by columns, of two columns. */
  int leadingDimension() {
    return strides[strides.length - (hasRows() ? MATRIX : 1)];
  }

  /**
   * Whether the elements at each index of the first axis, of that length, lie in one of as many
   * blocks of consecutive elements of the source.
   */
  boolean keepsRows(int rows) {
    return rows > 0
        && dims[0] == rows
        && (long) strides[0] * rows == source.size()
        && source.type.shape().rank() > 1;
  }

  /**
   * The index of the first element of each matrix, for the batches of a product with which this
   * view is broadcast.
   */
  int[] starts(int[] product) {
    int[] starts = {offset};
    int missing = product.length - dims.length;
    for (int axis = 0; axis < product.length - MATRIX; axis++) {
      int own = axis - missing;
      int step = own < 0 || dims[own] == 1 ? 0 : strides[own];
      starts = repeated(starts, product[axis], step);
    }
    return starts;
  }

  private static int[] repeated(int[] starts, int times, int step) {
    int[] result = new int[starts.length * times];
    Arrays.setAll(result, i -> starts[i / times] + i % times * step);
    return result;
  }
}
