package dev.cotangent.pictures;

import dev.cotangent.core.GraphOrder;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.Values;
import dev.cotangent.core.op.Constant;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** The values of a graph's nodes, computed op by op, as far as its leaves are known. */
final class GraphValues {

  private final IdentityHashMap<Tensor, Optional<Values>> known = new IdentityHashMap<>();

  void put(Tensor leaf, double... numbers) {
    if (numbers.length != leaf.shape().size()) {
      throw new ShapeException(numbers.length + " numbers as the value of " + leaf);
    }
    known.clear();
    Values values = new Values(new double[numbers.length], leaf.type());
    for (int i = 0; i < numbers.length; i++) {
      values.set(i, numbers[i]);
    }
    known.put(leaf, Optional.of(values));
  }

  Optional<Values> of(Tensor tensor) {
    for (Tensor node : GraphOrder.of(List.of(tensor), known::containsKey).nodes()) {
      if (!known.containsKey(node)) {
        known.put(node, evaluate(node));
      }
    }
    return known.getOrDefault(tensor, Optional.empty());
  }

  private Optional<Values> evaluate(Tensor node) {
    if (node.op() instanceof Constant constant) {
      return Optional.of(constant(constant));
    }
    List<Values> inputs = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      known.getOrDefault(input, Optional.empty()).ifPresent(inputs::add);
    }
    if (node.inputs().isEmpty() || inputs.size() < node.inputs().size()) {
      return Optional.empty();
    }
    Values output = new Values(new double[node.shape().size()], node.type());
    node.op().reference(inputs, output);
    return Optional.of(output);
  }

  private static Values constant(Constant constant) {
    Object array = constant.array();
    double[] data = new double[Array.getLength(array)];
    for (int i = 0; i < data.length; i++) {
      Object element = Array.get(array, i);
      data[i] =
          element instanceof Number number
              ? number.doubleValue()
              : Boolean.TRUE.equals(element) ? 1 : 0;
    }
    return new Values(data, constant.type());
  }
}
