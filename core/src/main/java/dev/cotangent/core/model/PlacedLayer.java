package dev.cotangent.core.model;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;

/**
 * A layer at its place in a model.
 *
 * @param input shape of one sample that the layer was built for
 * @param layer the plugin's layer
 */
record PlacedLayer(Placement place, Shape input, Layer layer) implements Layer {

  /** Builds a layer in a scope of its own. */
  static Layer build(LayerSpec spec, Shape input, Scope scope) {
    Placement place = Placement.of(spec, scope);
    Layer layer = place.build(() -> spec.build(input, scope));
    place.checkSize(place.declared("outputShape", layer::outputShape));
    return new PlacedLayer(place, input, layer);
  }

  @Override
  public Shape outputShape() {
    return layer.outputShape();
  }

  @Override
  public Tensor forward(Tensor x, ForwardContext context) {
    Tensor y = place.forward(() -> layer.forward(x, context));
    check(x, y);
    place.made(List.of(x), List.of(y), context);
    return y;
  }

  /**
   * Checks that the output has the declared shape, if the input has the shape that the layer was
   * built for.
   */
  private void check(Tensor x, Tensor y) {
    if (x.shape().rank() == 0 || !x.shape().without(0).equals(input)) {
      return;
    }
    Shape declared = outputShape().prepend(x.shape().dim(0));
    boolean typeFits = !x.dtype().isFloating() || y.dtype() == x.dtype();
    if (!y.shape().equals(declared) || !typeFits) {
      throw place.unlike(y.type().toString(), x.type(), declared);
    }
  }
}
