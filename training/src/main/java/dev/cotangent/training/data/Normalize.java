package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Initializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * y = (x − mean) / scale for each element of a sample: brings features to a common scale. Samples
 * keep their shape.
 *
 * <p>States, saved with the model and the same in training and inference: {@code mean} and {@code
 * scale}, of the sample's shape, initially 0 and 1. {@link Normalizer#fit} computes them from data.
 *
 * @param kind the kind of normalization; saved as {@code kind}, default {@code zscore}
 */
public record Normalize(Kind kind) implements LayerSpec {

  /** The kind of normalization. */
  public enum Kind {
    /**
     * Mean 0 and standard deviation 1: subtracts the mean and divides by the population standard
     * deviation.
     */
    ZSCORE,
    /** Range 0 to 1: subtracts the minimum and divides by the range. */
    MINMAX,
    /** No normalization: the layer has no states and y = x. */
    NONE;

    /** The lower-case name used in files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind with this lower-case name.
     *
     * @throws CotangentException if there is no such kind, listing the known ones
     */
    public static Kind of(String id) {
      List<String> known = Arrays.stream(values()).map(Kind::id).toList();
      return Arrays.stream(values())
          .filter(kind -> kind.id().equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  new CotangentException(
                      "normalize: unknown kind '"
                          + id
                          + "', expected one of "
                          + known
                          + Nearest.hint(id, known)));
    }
  }

  static final String ID = "normalize";

  private static final String KIND = "kind";

  /** Rejects null. */
  public Normalize {
    Given.of("normalize: the kind", kind);
  }

  /** Creates a z-score layer; for {@link java.util.ServiceLoader}. */
  public Normalize() {
    this(Kind.ZSCORE);
  }

  /** Creates a layer of that kind, whose values a {@link Normalizer} fits to data. */
  public static Normalize of(Kind kind) {
    return new Normalize(kind);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with(KIND, kind.id());
  }

  @Override
  public Normalize with(Attributes attributes) {
    attributes.allowOnly(KIND);
    return new Normalize(Kind.of(attributes.text(KIND, Kind.ZSCORE.id())));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    return build(input, scope, ConstantInitializer.zeros(), ConstantInitializer.ones());
  }

  /** Builds the layer with these initial values. */
  Layer build(Shape input, Scope scope, Initializer mean, Initializer scale) {
    if (kind == Kind.NONE) {
      return new Built(List.of(), input);
    }
    Parameter first = scope.state("mean", input, mean);
    return new Built(List.of(first, scope.state("scale", input, scale)), input);
  }

  private record Built(List<Parameter> states, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return states.isEmpty()
          ? x
          : x.sub(context.read(states.get(0))).div(context.read(states.get(1)));
    }
  }
}
