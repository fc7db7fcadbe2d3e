package dev.cotangent.core.parameter;

/** The permutation between a parameter's elements in memory and in logical order. */
final class StorageOrder {

  private final int[] dims;
  private final int[] strides;

  StorageOrder(Parameter parameter) {
    int[] logical = parameter.shape().strides();
    dims = parameter.storageOrder().stream().mapToInt(parameter.shape()::dim).toArray();
    strides = parameter.storageOrder().stream().mapToInt(axis -> logical[axis]).toArray();
  }

  /** The row-major logical index of the element at a position in memory. */
  int logicalIndex(int memoryIndex) {
    int rest = memoryIndex;
    int index = 0;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index += rest % dims[axis] * strides[axis];
      rest /= dims[axis];
    }
    return index;
  }
}
