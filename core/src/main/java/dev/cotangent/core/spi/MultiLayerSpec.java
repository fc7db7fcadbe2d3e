package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import java.util.List;

/**
 * The specification of a layer with several inputs or outputs. With one input and one output it can
 * be used like any {@link LayerSpec}. Registered, saved and found like any other layer.
 */
public interface MultiLayerSpec extends LayerSpec {

  /**
   * The names of the inputs, optional ones included, in the order in which unnamed connections are
   * assigned. Empty by default, for a layer with any number of inputs, which are then named {@code
   * 0}, {@code 1} and so on.
   */
  default List<String> inputNames() {
    return List.of();
  }

  /**
   * Builds the layer for these inputs, declaring its parameters in the scope. Unconnected optional
   * inputs are absent.
   *
   * @throws dev.cotangent.core.ShapeException if the layer cannot take such inputs; the message
   *     names the layer's path
   */
  @Override
  MultiLayer build(Signature inputs, Scope scope);

  /** Builds the layer for a single F32 input. */
  @Override
  default Layer build(Shape input, Scope scope) {
    List<String> names = inputNames();
    Signature inputs = Signature.of(names.isEmpty() ? "0" : names.get(0), input);
    return build(inputs, scope).asLayer(inputs);
  }
}
