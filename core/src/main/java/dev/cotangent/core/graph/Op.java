package dev.cotangent.core.graph;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.plugin.RegistryEntry;
import java.util.List;
import java.util.Optional;

/**
 * One kind of node of the graph: its shape rule, its meaning and its local gradient, all in one
 * file.
 *
 * <p>An op is an immutable value, usually a record whose components are its attributes: two equal
 * ops on the same inputs are the same computation. Implementations are safe for use by many
 * threads.
 */
public interface Op {

  /** The stable lower-case name, as in {@code softmax_cross_entropy}. */
  String id();

  /**
   * The type of the result.
   *
   * @throws ShapeException if the inputs do not fit; the message names the op, the shapes and the
   *     axis
   */
  TensorType infer(List<TensorType> inputs);

  /**
   * The specification of the op's value: plain loops in double precision with {@link StrictMath};
   * {@link Values#set} rounds. Allocates nothing that grows with the inputs.
   */
  void reference(List<Values> inputs, Values output);

  /** The op in terms of simpler ops; empty for a primitive one. Must agree in every derivative. */
  default Optional<Tensor> expand(List<Tensor> inputs) {
    return Optional.empty();
  }

  /**
   * The local derivative rule, in tensors so that it can be differentiated again: sends {@code
   * upstream} back to the inputs. An input that is not mentioned has no gradient. By default the
   * rule of the {@linkplain #expand expansion}.
   *
   * @param y the node itself, whose inputs and value the rule may use
   * @param upstream the cotangent of {@code y}, of its shape and type
   * @param cotangents receives, by input position, what flows back to each input
   */
  default void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    List<Tensor> operands = Gradients.apart(y.inputs());
    Tensor expansion =
        expand(operands)
            .orElseThrow(
                () ->
                    new CotangentException(
                        "op " + id() + " has neither a derivative nor an expansion"));
    Gradients gradients = Gradients.within(expansion, upstream, operands);
    for (int i = 0; i < operands.size(); i++) {
      int input = i;
      gradients.find(operands.get(i)).ifPresent(cotangent -> cotangents.add(input, cotangent));
    }
  }

  /** The plugin whose code computes the op, as errors name it; by default the op itself. */
  default RegistryEntry owner() {
    return RegistryEntry.of("op", id(), this);
  }

  /** Applies the op: makes a node, checks its inputs, computes nothing. */
  default Tensor on(Tensor... inputs) {
    return Tensor.apply(this, List.of(inputs));
  }
}
