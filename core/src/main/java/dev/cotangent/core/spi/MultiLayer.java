package dev.cotangent.core.spi;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A layer with named inputs and outputs, built for one {@link Signature}: it owns its parameters
 * and computes its outputs in tensors. Immutable; parameter values are held by the model's store.
 */
public interface MultiLayer {

  /** The outputs. */
  Signature outputs();

  /**
   * Computes the outputs for a batch, with the names and order of {@link #outputs}.
   *
   * @param inputs the inputs that the layer was built for, in their order, each [batch, ...]
   * @param context provides the parameters' tensors, random draws and the training mode
   */
  Tensors forward(Tensors inputs, ForwardContext context);

  /** The nested layers in the order of application; empty by default. */
  default List<LayerPart> parts() {
    return List.of();
  }

  /**
   * Returns this layer as one of a single input and a single output.
   *
   * @param inputs the inputs that the layer was built for
   * @throws dev.cotangent.core.ShapeException if there are several inputs or outputs
   */
  default Layer asLayer(Signature inputs) {
    return MultiAsLayer.of(this, inputs);
  }

  /** Returns a layer that computes a function. */
  static MultiLayer of(Signature outputs, BiFunction<Tensors, ForwardContext, Tensors> forward) {
    return new MultiLayer() {
      @Override
      public Signature outputs() {
        return outputs;
      }

      @Override
      public Tensors forward(Tensors inputs, ForwardContext context) {
        return forward.apply(inputs, context);
      }
    };
  }
}
