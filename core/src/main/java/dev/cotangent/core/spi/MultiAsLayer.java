package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;

/** Adapts a {@link MultiLayer} with one input and one output to {@link Layer}. */
record MultiAsLayer(MultiLayer layer, Signature inputs, Shape outputShape) implements Layer {

  /**
   * Returns the layer as one of a single input and a single output.
   *
   * @param inputs the only input
   * @throws dev.cotangent.core.ShapeException if there are several inputs or outputs
   */
  static MultiAsLayer of(MultiLayer layer, Signature inputs) {
    Signature outputs = layer.outputs();
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw new ShapeException(
          "the layer has " + inputs + " -> " + outputs + ", expected one input and one output");
    }
    return new MultiAsLayer(layer, inputs, outputs.only().sample());
  }

  @Override
  public Tensor forward(Tensor x, ForwardContext context) {
    return layer.forward(Tensors.of(inputs, x), context).only();
  }
}
