package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import org.jspecify.annotations.Nullable;

/** Adapts a {@link Layer} to {@link MultiLayer}. */
record LayerAsMulti(Layer layer, Signature outputs) implements MultiLayer {

  /** Builds a layer for its only input. */
  static LayerAsMulti build(LayerSpec spec, Signature inputs, Scope scope) {
    if (inputs.size() != 1) {
      throw new ShapeException(
          spec.id() + " '" + scope.path() + "': inputs " + inputs + ", expected one input");
    }
    Port input = inputs.port(0);
    Layer layer = spec.build(input.sample(), scope);
    DType output =
        input.dtype() == DType.F32
            ? DType.F32
            : outputOf(spec.id() + " '" + scope.path() + "'", layer, inputs);
    return new LayerAsMulti(layer, Signature.of(Signature.OUTPUT, output, layer.outputShape()));
  }

  /** The element type of the output for an I32 input, determined by a forward pass of one row. */
  private static DType outputOf(String place, Layer layer, Signature inputs) {
    try {
      return layer.forward(inputs.inputs(1).get(0), PlanContext.forInference()).dtype();
    } catch (CotangentException refused) {
      throw new ShapeException(place + ": inputs " + inputs + ": " + refused.getMessage(), refused);
    }
  }

  /** Null if the plugin returns null; the caller reports that. */
  @Override
  @SuppressWarnings("NullAway")
  public Tensors forward(Tensors inputs, ForwardContext context) {
    @Nullable Tensor y = layer.forward(inputs.only(), context);
    return y == null ? null : Tensors.of(outputs, y);
  }
}
