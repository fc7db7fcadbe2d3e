package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.ModelSpec;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Residual connection: y = x + f(x) for a layer f that preserves the shape. The path of f ends in
 * {@code layer}.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: <i>Deep residual learning for image recognition</i>, arXiv
 * 1512.03385, 2015.
 *
 * @param layer f; saved as {@code layer}
 */
public record Residual(LayerSpec layer) implements ModelSpec {

  /** Rejects null. */
  public Residual {
    Given.of("residual: the layer", layer);
  }

  /** Around the identity, so that y = 2·x; required by {@link java.util.ServiceLoader}. */
  public Residual() {
    this(new Sequential());
  }

  /** Adds a residual connection around a sequence of layers. */
  public static Residual of(LayerSpec... layers) {
    return new Residual(Sequential.of(layers));
  }

  @Override
  public String id() {
    return "residual";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("layer", layer);
  }

  @Override
  public Residual with(Attributes attributes) {
    attributes.allowOnly("layer");
    return new Residual(attributes.layer("layer"));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Layer built = scope.layer("layer", layer, input);
    if (!built.outputShape().equals(input)) {
      throw new ShapeException(
          "residual '"
              + scope.path()
              + "': the layer returns "
              + built.outputShape()
              + ", expected "
              + input
              + ", the shape of its input");
    }
    return new Built(built);
  }

  private record Built(Layer layer) implements Layer {

    @Override
    public Shape outputShape() {
      return layer.outputShape();
    }

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return x.add(layer.forward(x, context));
    }
  }
}
