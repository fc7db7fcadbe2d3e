package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import java.util.List;

/**
 * The specification of a layer with several inputs or outputs. With one input and one output it
 * serves wherever a {@link LayerSpec} does. Registered, saved and found as any other layer.
 */
public interface MultiLayerSpec extends LayerSpec {

  /**
   * The names of the inputs, optional ones included, in the order in which wires without a name
   * reach them. By default none, for a layer that takes any number of inputs; these are then called
   * {@code 0}, {@code 1} and so on.
   */
  default List<String> inputNames() {
    return List.of();
  }

  /**
   * Builds the layer for those inputs, declaring its parameters in the scope. An optional input
   * that nothing is connected to is not among them.
   *
   * @throws dev.cotangent.core.ShapeException if the layer cannot take such inputs; the message
   *     names the layer's path
   */
  @Override
  MultiLayer build(Signature inputs, Scope scope);

  /** Builds the layer for one input of numbers. */
  @Override
  default Layer build(Shape input, Scope scope) {
    List<String> names = inputNames();
    Signature inputs = Signature.of(names.isEmpty() ? "0" : names.get(0), input);
    return MultiAsLayer.of(build(inputs, scope), inputs);
  }
}
