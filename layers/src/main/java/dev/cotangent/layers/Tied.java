package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.ForwardingContext;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.ModelSpec;
import dev.cotangent.core.model.MultiLayer;
import dev.cotangent.core.model.MultiLayerSpec;
import dev.cotangent.core.model.Scope;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.parameter.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A layer some of whose weights are one: in {@code Tied.of(layers, "2.weight", "0.weight")} the
 * layer at 2 uses the weight of the layer at 0, whose gradient is the sum of both uses. The layer's
 * path is that of this one, so that tying changes no name; a tied weight is not saved under its
 * own.
 *
 * <p>With {@code "0.weight^T"} it is the transpose of that weight: an autoencoder's decoder takes
 * its encoder's, of shape [code, size], as one of [size, code].
 *
 * <p>Language models tie the embedding to the last layer's weight, both [count, size]: O. Press, L.
 * Wolf: <i>Using the output embedding to improve language models</i>, EACL 2017.
 *
 * @param layer what is tied; saved as {@code layer}
 * @param ties pairs such as {@code 2.weight=0.weight}, named from this layer's path on: the first
 *     takes the second, which comes before it and has its shape, or as {@code 2.weight=0.weight^T}
 *     its transpose; saved as {@code ties}, separated by commas
 */
public record Tied(LayerSpec layer, List<String> ties) implements MultiLayerSpec, ModelSpec {

  private static final String SEPARATOR = ",";

  /** Copies the list. */
  public Tied {
    ties = List.copyOf(ties);
    for (String tie : ties) {
      Require.that(tie.matches("[^=,]+=[^=,]+"), "tied", "ties", tie, "name=name");
    }
  }

  /** No layer; for {@link java.util.ServiceLoader}. */
  public Tied() {
    this(new Sequential(), List.of());
  }

  /**
   * A layer with two weights that are one.
   *
   * @param name the weight that is none of its own, as in {@code 2.weight}
   * @param source the weight that it is, as in {@code 0.weight}, or {@code 0.weight^T} for its
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
      throw new CotangentException("tied: the layer has no weights " + tying.missing());
    }
    Map<Parameter, Parameter> sources = tying.transposed();
    return sources.isEmpty()
        ? built
        : MultiLayer.of(
            built.outputs(), (x, context) -> built.forward(x, new Views(context, sources)));
  }

  /** Reads the source where a layer reads its transpose. */
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
