package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.ForwardingContext;
import dev.cotangent.core.model.ModelSpec;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Weight tying: in {@code Tied.of(layers, "2.weight", "0.weight")} layer 2 uses the weight of layer
 * 0, whose gradient is the sum of both uses. The wrapped layer keeps the path of this one, so tying
 * does not rename parameters; a tied weight is not saved under its own name.
 *
 * <p>With {@code "0.weight^T"} it uses the transpose: the decoder of an autoencoder, with a weight
 * [size, code], shares its encoder's [code, size].
 *
 * <p>Language models tie the embedding to the output layer's weight, both [count, size]: O. Press,
 * L. Wolf: <i>Using the output embedding to improve language models</i>, EACL 2017.
 *
 * @param layer the layer whose weights are tied; saved as {@code layer}
 * @param ties pairs such as {@code 2.weight=0.weight}, relative to this layer's path: the first
 *     weight is replaced by the second, which must be declared earlier and have the same shape, or
 *     with {@code 2.weight=0.weight^T} by its transpose; saved as {@code ties}, separated by commas
 */
public record Tied(LayerSpec layer, List<String> ties) implements MultiLayerSpec, ModelSpec {

  private static final String SEPARATOR = ",";

  /** Validates and copies the list. */
  public Tied {
    ties = List.copyOf(ties);
    for (String tie : ties) {
      Require.that(tie.matches("[^=,]+=[^=,]+"), "tied", "ties", tie, "name=name");
    }
  }

  /** Wraps no layer; required by {@link java.util.ServiceLoader}. */
  public Tied() {
    this(new Sequential(), List.of());
  }

  /**
   * Ties one weight to another.
   *
   * @param name the weight to replace, as in {@code 2.weight}
   * @param source the weight to use instead, as in {@code 0.weight}, or {@code 0.weight^T} for its
   *     transpose
   */
  public static Tied of(LayerSpec layer, String name, String source) {
    return new Tied(layer, List.of(name + "=" + source));
  }

  @Override
  public String id() {
    return "tied";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("layer", layer).with("ties", String.join(SEPARATOR, ties));
  }

  @Override
  public Tied with(Attributes attributes) {
    attributes.allowOnly("layer", "ties");
    String given = attributes.text("ties", "");
    return new Tied(
        attributes.layer("layer"),
        given.isEmpty() ? List.of() : Arrays.asList(given.split(SEPARATOR, -1)));
  }

  @Override
  public List<String> inputNames() {
    return layer instanceof MultiLayerSpec several ? several.inputNames() : List.of();
  }

  @Override
  public MultiLayer build(Signature inputs, Scope scope) {
    TyingScope tying =
        new TyingScope(scope, ties.stream().map(tie -> Tie.of(tie, scope.path())).toList());
    MultiLayer built = layer.build(inputs, tying);
    if (!tying.missing().isEmpty()) {
      throw new CotangentException(
          "tied: the layer has no weights "
              + tying.missing()
              + ", expected weights that it declares");
    }
    Map<Parameter, Parameter> sources = tying.transposed();
    return sources.isEmpty()
        ? built
        : MultiLayer.of(
            built.outputs(), (x, context) -> built.forward(x, new Views(context, sources)));
  }

  /** Reads the transposed source when a layer reads a weight tied to a transpose. */
  private static final class Views extends ForwardingContext {

    private final Map<Parameter, Parameter> sources;

    Views(ForwardContext inner, Map<Parameter, Parameter> sources) {
      super(inner);
      this.sources = sources;
    }

    @Override
    public Tensor read(Parameter parameter) {
      Parameter source = sources.get(parameter);
      return source == null ? super.read(parameter) : super.read(source).transpose();
    }
  }
}
