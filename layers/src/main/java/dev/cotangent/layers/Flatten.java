package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Flattens each sample to one axis in row-major order, as between convolutions and a dense layer.
 * Samples of any shape become [elements]. No parameters, no attributes.
 */
public record Flatten() implements LayerSpec {

  @Override
  public String id() {
    return "flatten";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none();
  }

  @Override
  public Flatten with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    return new Built(Shape.of(input.size()));
  }

  private record Built(Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return x.reshape(outputShape.prepend(x.shape().dim(0)));
    }
  }
}
