package dev.cotangent.pictures;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.op.leaf.Leaf;
import dev.cotangent.core.order.GraphOrder;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The values of a graph's nodes, computed op by op from those leaves that have values. Given values
 * do not change; computed values are cached. Not thread-safe.
 */
final class GraphValues {

  private final IdentityHashMap<Tensor, Values> given;
  private final IdentityHashMap<Tensor, Optional<Values>> known = new IdentityHashMap<>();

  GraphValues() {
    this(new IdentityHashMap<>());
  }

  private GraphValues(IdentityHashMap<Tensor, Values> given) {
    this.given = given;
    given.forEach((leaf, values) -> known.put(leaf, Optional.of(values)));
  }

  /** Returns these values plus that of another leaf. */
  GraphValues with(Tensor leaf, double... numbers) {
    if (numbers.length != leaf.shape().size()) {
      throw new ShapeException(
          numbers.length
              + " numbers as the value of "
              + leaf
              + ", expected "
              + leaf.shape().size());
    }
    Values values = Values.of(new double[numbers.length], leaf.type());
    for (int i = 0; i < numbers.length; i++) {
      values.set(i, numbers[i]);
      if (!leaf.dtype().isFloating() && values.at(i) != numbers[i]) {
        throw new CotangentException(
            "the value of "
                + leaf
                + ": element "
                + i
                + " is "
                + numbers[i]
                + ", expected a number that its type can hold");
      }
    }
    IdentityHashMap<Tensor, Values> all = new IdentityHashMap<>(given);
    all.put(leaf, values);
    return new GraphValues(all);
  }

  /** The value of a tensor; empty if it depends on a leaf without a value. */
  Optional<Values> of(Tensor tensor) {
    for (Tensor node :
        GraphOrder.of(List.of(tensor), node -> known.containsKey(node) ? List.of() : node.inputs())
            .nodes()) {
      if (!known.containsKey(node)) {
        known.put(node, evaluate(node));
      }
    }
    return known.getOrDefault(tensor, Optional.empty());
  }

  private Optional<Values> evaluate(Tensor node) {
    if (node.op() instanceof Leaf leaf) {
      return leaf instanceof Constant constant ? Optional.of(values(constant)) : Optional.empty();
    }
    List<Values> inputs = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      known.getOrDefault(input, Optional.empty()).ifPresent(inputs::add);
    }
    if (inputs.size() < node.inputs().size()) {
      return Optional.empty();
    }
    Values output = Values.of(new double[node.shape().size()], node.type());
    node.op().reference(inputs, output);
    return Optional.of(output);
  }

  private static Values values(Constant constant) {
    Object array = constant.array();
    double[] data = new double[Array.getLength(array)];
    for (int i = 0; i < data.length; i++) {
      data[i] = Array.getDouble(array, i);
    }
    return Values.of(data, constant.type());
  }
}
