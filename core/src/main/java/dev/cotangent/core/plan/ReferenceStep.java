package dev.cotangent.core.plan;

import dev.cotangent.core.DType;
import dev.cotangent.core.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * An op that its reference evaluation computes: every op on doubles, and those on floats that have
 * no kernel.
 */
final class ReferenceStep extends Step {

  private final Node node;

  ReferenceStep(Node node) {
    super(node, Rows.WHOLE, 1);
    this.node = node;
  }

  @Override
  List<Operand> operands() {
    return Arrays.stream(node.inputs).map(input -> new Operand(input, false)).toList();
  }

  @Override
  Task bind(Kernels kernels, Function<Node, Slot> slots) {
    List<Values> in = new ArrayList<>();
    List<Runnable> loads = new ArrayList<>();
    for (Node input : node.inputs) {
      Slot slot = slots.apply(input);
      Values values = values(input, slot);
      in.add(values);
      if (values.data() != slot.doubles) {
        loads.add(() -> slot.read(input.type.dtype(), values.data()));
      }
    }
    Slot out = slots.apply(node);
    Values result = values(node, out);
    List<Values> inputs = List.copyOf(in);
    Runnable[] load = loads.toArray(Runnable[]::new);
    boolean store = result.data() != out.doubles;
    return (from, to, scratch) -> {
      for (Runnable each : load) {
        each.run();
      }
      node.op.reference(inputs, result);
      if (store) {
        out.write(node.type.dtype(), result.data());
      }
    };
  }

  /** The slot's own doubles where they fit exactly, else an array to copy through. */
  private static Values values(Node node, Slot slot) {
    boolean direct =
        node.type.dtype() == DType.F64
            && !node.isLeaf()
            && slot.offset == 0
            && slot.doubles.length == node.size();
    return new Values(direct ? slot.doubles : new double[node.size()], node.type);
  }

  @Override
  double cost() {
    return 50.0 * (node.size() + Arrays.stream(node.inputs).mapToInt(Node::size).sum());
  }

  @Override
  String name() {
    return node.op.id() + ".reference";
  }

  @Override
  boolean usesKernels() {
    return false;
  }
}
