package dev.cotangent.core.plan.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.Elementwise;
import dev.cotangent.core.op.elementwise.Cast;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Runs an op by its reference evaluation: every op on doubles, and other ops without a float32
 * kernel.
 */
public final class ReferenceStep extends Step {

  private final Node node;

  public ReferenceStep(Node node) {
    super(node, Rows.WHOLE, 1);
    this.node = node;
  }

  @Override
  public List<Operand> operands() {
    return Arrays.stream(node.inputs)
        .map(input -> new Operand(input, isElementwiseIn(input)))
        .toList();
  }

  private boolean isElementwiseIn(Node input) {
    boolean elementwise = node.op instanceof Elementwise || node.op instanceof Cast;
    return elementwise && input.type.shape().equals(node.type.shape());
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
    List<Values> in = new ArrayList<>();
    List<Runnable> loads = new ArrayList<>();
    for (Node input : node.inputs) {
      Slot slot = slots.apply(input);
      Values values = isForeign(node.op) ? copied(input) : values(input, slot);
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
    Runnable[] unchanged = isForeign(node.op) ? checks(slots, in) : new Runnable[0];
    return (from, to, scratch) -> {
      for (Runnable each : load) {
        each.run();
      }
      node.op.reference(inputs, result);
      for (Runnable each : unchanged) {
        each.run();
      }
      if (store) {
        out.write(node.type.dtype(), result.data());
      }
    };
  }

  /** The slot's own array if it holds exactly the node's doubles, else an array to copy through. */
  private static Values values(Node node, Slot slot) {
    boolean direct =
        node.type.dtype() == DType.F64
            && !node.isLeaf()
            && slot.offset == 0
            && slot.doubles.length == node.size();
    return direct ? Values.of(slot.doubles, node.type) : copied(node);
  }

  private static Values copied(Node node) {
    return Values.of(new double[node.size()], node.type);
  }

  /** Whether the op comes from a plugin, which may write to its inputs by mistake. */
  private static boolean isForeign(Op op) {
    return !OwnOps.contain(op.getClass().getName());
  }

  /** Checks that compare the input copies an op was given with the originals. */
  private Runnable[] checks(Function<Node, Slot> slots, List<Values> copies) {
    Runnable[] checks = new Runnable[copies.size()];
    for (int i = 0; i < checks.length; i++) {
      Values copy = copies.get(i);
      Slot slot = slots.apply(node.inputs[i]);
      int input = i;
      checks[i] =
          () -> {
            int element = slot.firstDifference(copy.type().dtype(), copy.data());
            if (element >= 0) {
              throw new CotangentException(
                  "it wrote to its input "
                      + input
                      + ", element "
                      + element
                      + ", expected inputs to stay unchanged");
            }
          };
    }
    return checks;
  }

  @Override
  public double cost() {
    return 50.0 * (node.size() + Arrays.stream(node.inputs).mapToInt(Node::size).sum());
  }

  @Override
  public String name() {
    return node.op.id() + ".reference";
  }

  @Override
  public boolean usesKernels() {
    return false;
  }
}
