package dev.cotangent.core.spi;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A part of a model with named inputs and outputs, built for one {@link Signature}: owns its
 * parameters, turns tensors into tensors. Immutable; values live in the model's store.
 */
public interface MultiLayer {

  /** The outputs. */
  Signature outputs();

  /**
   * The outputs for a batch, under the names and in the order of {@link #outputs}.
   *
   * @param inputs the inputs that the layer was built for, in their order, each [batch, ...]
   * @param context gives the parameters' tensors, random draws and whether this is training
   */
  Tensors forward(Tensors inputs, ForwardContext context);

  /** The layers in this one in the order in which it applies them; none if it has none to show. */
  default List<LayerPart> parts() {
    return List.of();
  }

  /** A layer of a function. */
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
