package dev.cotangent.core.parameter;

/** The permutation between a parameter's elements in memory and in logical order. */
final class StorageOrder {

  private final int[] dims;
  private final int[] strides;
  private final int row;
  private final int stride;

  StorageOrder(Parameter parameter) {
    int[] logical = parameter.shape().strides();
    dims = parameter.storageOrder().stream().mapToInt(parameter.shape()::dim).toArray();
    strides = parameter.storageOrder().stream().mapToInt(axis -> logical[axis]).toArray();
    row = dims.length == 0 ? 1 : dims[dims.length - 1];
    stride = dims.length == 0 ? 1 : strides[dims.length - 1];
  }

  /** Copies elements in memory order to logical order. */
  void toLogical(float[] memory, int offset, float[] logical) {
    for (int i = 0; i < logical.length; i += row) {
      int start = logicalIndex(i);
      for (int j = 0; j < row; j++) {
        logical[start + j * stride] = memory[offset + i + j];
      }
    }
  }

  /** Copies elements in logical order to memory order. */
  void toMemory(float[] logical, float[] memory, int offset) {
    for (int i = 0; i < logical.length; i += row) {
      int start = logicalIndex(i);
      for (int j = 0; j < row; j++) {
        memory[offset + i + j] = logical[start + j * stride];
      }
    }
  }

  /** The row-major logical index of the element at an index in memory. */
  private int logicalIndex(int memoryIndex) {
    int rest = memoryIndex;
    int index = 0;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index += rest % dims[axis] * strides[axis];
      rest /= dims[axis];
    }
    return index;
  }
}
