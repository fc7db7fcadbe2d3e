package ${package};

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * LayerScale: y = gain · x with a learned gain per feature (the last axis of a sample). Replace it
 * with your own layer.
 *
 * <p>Parameter: {@code gain} [features].
 *
 * <p>H. Touvron, M. Cord, A. Sablayrolles, G. Synnaeve, H. Jégou: <i>Going deeper with image
 * transformers</i>, 2021 (arXiv:2103.17239).
 *
 * @param initial initial value of every gain, finite; saved as {@code initial}, by default 0.1
 */
public record ${layerClass}(double initial) implements LayerSpec {

  /** Validates the attribute. */
  public ${layerClass} {
    if (!Float.isFinite((float) initial)) {
      throw new CotangentException(
          "${layerId}: attribute 'initial' is " + initial + ", expected a finite number");
    }
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public ${layerClass}() {
    this(0.1);
  }

  @Override
  public String id() {
    return "${layerId}";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("initial", initial);
  }

  @Override
  public ${layerClass} with(Attributes attributes) {
    attributes.allowOnly("initial");
    return new ${layerClass}(attributes.number("initial", initial));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.isScalar()) {
      throw new ShapeException(
          "${layerId} '" + scope.path() + "': scalars, expected samples with features");
    }
    Shape features = input.slice(input.rank() - 1, input.rank());
    ConstantInitializer initializer = new ConstantInitializer((float) initial);
    return new Built(scope.parameter("gain", features, initializer), input);
  }

  private record Built(Parameter gain, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return x.mul(context.read(gain)); // [batch, .., features] times [features]
    }
  }
}
