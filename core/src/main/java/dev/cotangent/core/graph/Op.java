package dev.cotangent.core.graph;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import java.util.List;
import java.util.Optional;

/**
 * An operation of the graph: its shape rule, its reference evaluation and its local gradient, all
 * in one file.
 *
 * <p>An op is an immutable value, usually a record whose components are its attributes: two equal
 * ops on the same inputs are the same computation. Implementations must be safe for use by many
 * threads.
 */
public interface Op {

  /** The stable lower-case name, as in {@code softmax_cross_entropy}. */
  String id();

  /**
   * The type of the result.
   *
   * @throws ShapeException if the op does not accept these inputs; the message names the op, the
   *     shapes and the axis
   */
  TensorType infer(List<TensorType> inputs);

  /**
   * Computes the op's value by its reference formula: plain loops in double precision with {@link
   * StrictMath}; {@link Values#set} rounds. Allocates nothing that grows with the inputs.
   */
  void reference(List<Values> inputs, Values output);

  /**
   * The op in terms of simpler ops; empty for a primitive op. Must have the same derivatives of
   * every order.
   */
  default Optional<Tensor> expand(List<Tensor> inputs) {
    return Optional.empty();
  }

  /**
   * The local derivative rule, in tensors so that it can be differentiated again: sends {@code
   * upstream} back to the inputs. An input that receives no cotangent has no gradient. By default
   * the rule of the {@linkplain #expand expansion}.
   *
   * @param y this node; the rule may use its inputs and value
   * @param upstream the cotangent of {@code y}, of its shape and type
   * @param cotangents receives the cotangents of the inputs, by input position
   */
  default void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    List<Tensor> operands = Gradients.apart(y.inputs());
    Tensor expansion =
        expand(operands)
            .orElseThrow(
                () ->
                    new CotangentException(
                        "op "
                            + id()
                            + ": no derivative and no expansion, expected vjp or expand to be overridden"));
    Gradients gradients = Gradients.within(expansion, upstream, operands);
    for (int i = 0; i < operands.size(); i++) {
      int input = i;
      gradients.find(operands.get(i)).ifPresent(cotangent -> cotangents.add(input, cotangent));
    }
  }

  /** The plugin whose code computes the op, as errors name it; by default the op itself. */
  default RegistryEntry owner() {
    return RegistryEntry.of(PluginKind.OP, id(), this);
  }

  /** Applies the op: creates a node after checking the types of its inputs; computes no values. */
  default Tensor on(Tensor... inputs) {
    return Tensor.apply(this, List.of(inputs));
  }
}
