package dev.cotangent.layers;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.model.ModelSpec;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.LayerPart;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Applies layers in sequence: y = f_n(… f_1(f_0(x))). The path of the i-th layer ends in i, from 0,
 * so parameters have the names of PyTorch's {@code Sequential}. Without layers, y = x. The first
 * layer may have several inputs and the last several outputs.
 *
 * @param layers the layers in order; saved as {@code layers}
 */
public record Sequential(List<LayerSpec> layers) implements MultiLayerSpec, ModelSpec {

  /** Validates and copies the list. */
  public Sequential {
    layers = Given.all("sequential: layer", layers);
  }

  /** No layers; required by {@link java.util.ServiceLoader}. */
  public Sequential() {
    this(List.of());
  }

  /** Applies the layers in that order. */
  public static Sequential of(LayerSpec... layers) {
    return new Sequential(Arrays.asList(Given.of("sequential: the array of layers", layers)));
  }

  @Override
  public String id() {
    return "sequential";
  }

  /** The input names of the first layer. */
  @Override
  public List<String> inputNames() {
    boolean several = !layers.isEmpty() && layers.get(0) instanceof MultiLayerSpec;
    return several ? ((MultiLayerSpec) layers.get(0)).inputNames() : List.of();
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
  public MultiLayer build(Signature inputs, Scope scope) {
    List<MultiLayer> built = new ArrayList<>();
    Signature reached = inputs;
    for (LayerSpec layer : layers) {
      MultiLayer next = scope.layer(Integer.toString(built.size()), layer, reached);
      reached = next.outputs();
      built.add(next);
    }
    return new Built(layers, List.copyOf(built), reached);
  }

  private record Built(List<LayerSpec> specs, List<MultiLayer> layers, Signature outputs)
      implements MultiLayer {

    @Override
    public List<LayerPart> parts() {
      return IntStream.range(0, layers.size())
          .mapToObj(i -> new LayerPart("" + i, specs.get(i), List.of(), false, layers.get(i)))
          .toList();
    }

    @Override
    public Tensors forward(Tensors x, ForwardContext context) {
      Tensors y = x;
      for (MultiLayer layer : layers) {
        y = layer.forward(y, context);
      }
      return y;
    }
  }
}
