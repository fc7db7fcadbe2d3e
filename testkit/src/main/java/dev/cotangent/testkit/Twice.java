package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Two layers of the same specification on the same input, with concatenated outputs: [2 × elements
 * of an output].
 */
record Twice(LayerSpec spec) implements LayerSpec {

  @Override
  public String id() {
    return "twice";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none();
  }

  @Override
  public LayerSpec with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Layer first = scope.layer("first", spec, input);
    return new Both(first, scope.layer("second", spec, input));
  }

  private record Both(Layer first, Layer second) implements Layer {

    @Override
    public Shape outputShape() {
      return Shape.of(first.outputShape().size() + second.outputShape().size());
    }

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Tensor one = flat(first, x, context);
      return Tensor.concat(1, one, flat(second, x, context));
    }

    private static Tensor flat(Layer layer, Tensor x, ForwardContext context) {
      Tensor y = layer.forward(x, context);
      return y.reshape(Shape.of(x.shape().dim(0), layer.outputShape().size()));
    }
  }
}
