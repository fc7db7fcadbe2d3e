package dev.cotangent.layers;

import dev.cotangent.core.Given;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.Layer;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers one after another: y = f_n(… f_1(f_0(x))). The i-th layer's path ends in i, counted from
 * 0, so that parameters are named as PyTorch's {@code Sequential} names them. Without layers, y =
 * x.
 *
 * @param layers the layers in order; saved as {@code layers}
 */
public record Sequential(List<LayerSpec> layers) implements LayerSpec {

  /** Copies the list. */
  public Sequential {
    layers = Given.all("sequential: layer", layers);
  }

  /** No layers; for {@link java.util.ServiceLoader}. */
  public Sequential() {
    this(List.of());
  }

  /** Those layers in order. */
  public static Sequential of(LayerSpec... layers) {
    return new Sequential(Arrays.asList(layers));
  }

  @Override
  public String id() {
    return "sequential";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("layers", layers);
  }

  @Override
  public Sequential with(Attributes attributes) {
    attributes.allowOnly("layers");
    return new Sequential(attributes.layers("layers"));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    List<Layer> built = new ArrayList<>();
    Shape shape = input;
    for (LayerSpec layer : layers) {
      Layer next = scope.layer(Integer.toString(built.size()), layer, shape);
      shape = next.outputShape();
      built.add(next);
    }
    return new Built(List.copyOf(built), shape);
  }

  private record Built(List<Layer> layers, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Tensor y = x;
      for (Layer layer : layers) {
        y = layer.forward(y, context);
      }
      return y;
    }
  }
}
