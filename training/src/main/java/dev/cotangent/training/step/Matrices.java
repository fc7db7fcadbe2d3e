package dev.cotangent.training.step;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.List;

/**
 * Describes the memory layout of each weight as a matrix, for optimizers that work on whole
 * parameters.
 */
final class Matrices {

  private final int[] rows;
  private final int[] columns;
  private final int[] rowStrides;

  Matrices(ParameterStore store) {
    List<Parameter> weights = store.parameters().stream().filter(Parameter::trainable).toList();
    rows = weights.stream().mapToInt(Matrices::rows).toArray();
    columns = weights.stream().mapToInt(weight -> weight.shape().size() / rows(weight)).toArray();
    rowStrides = weights.stream().mapToInt(Matrices::rowStride).toArray();
  }

  private static int rows(Parameter weight) {
    return weight.shape().rank() == 0 ? 1 : Math.max(1, weight.shape().dim(0));
  }

  /** The product of all axes that follow the first one in memory. */
  private static int rowStride(Parameter weight) {
    List<Integer> order = weight.storageOrder();
    int stride = 1;
    for (int axis = order.size() - 1; axis > order.indexOf(0); axis--) {
      stride *= weight.shape().dim(order.get(axis));
    }
    return Math.max(1, stride);
  }

  /** The scratch size that the optimizers need for the largest matrix. */
  int scratch(List<Optimizer> rules) {
    int most = 0;
    for (Optimizer rule : rules) {
      for (int weight = 0; weight < rows.length && rule.wholeParameters(); weight++) {
        most = Math.max(most, rule.scratch(rows[weight], columns[weight]));
      }
    }
    return most;
  }

  /** Sets a slice's layout to that of a weight. */
  void describe(int weight, ParameterSlice slice) {
    slice.rows = rows[weight];
    slice.columns = columns[weight];
    slice.rowStride = rowStrides[weight];
  }
}
