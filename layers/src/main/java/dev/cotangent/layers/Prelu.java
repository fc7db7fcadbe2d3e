package dev.cotangent.layers;

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
 * Parametric ReLU: y = x for x &gt; 0, else w·x with a learned slope w, one for all elements or one
 * per channel (the first axis of a sample). Any shape.
 *
 * <p>Parameter, named as in PyTorch's {@code PReLU}: {@code weight} [channels], initially 0.25.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: <i>Delving deep into rectifiers</i>, ICCV 2015.
 *
 * @param channels 1, or the length of a sample's first axis; saved as {@code channels}, by default
 *     1
 */
public record Prelu(int channels) implements LayerSpec {

  private static final float FIRST_SLOPE = 0.25f;

  /** Validates the attributes. */
  public Prelu {
    Require.atLeast("prelu", "channels", channels, 1);
  }

  /** One slope for all elements; required by {@link java.util.ServiceLoader}. */
  public Prelu() {
    this(1);
  }

  /** Creates a layer with that many slopes: 1, or one for each channel. */
  public static Prelu of(int channels) {
    return new Prelu(channels);
  }

  @Override
  public String id() {
    return "prelu";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("channels", channels);
  }

  @Override
  public Prelu with(Attributes attributes) {
    attributes.allowOnly("channels");
    return new Prelu(attributes.integer("channels", 1));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (channels > 1 && (input.rank() == 0 || input.dim(0) != channels)) {
      throw new ShapeException(
          "prelu '"
              + scope.path()
              + "': samples "
              + input
              + ", expected "
              + channels
              + " channels");
    }
    ConstantInitializer initial = new ConstantInitializer(FIRST_SLOPE);
    return new Built(scope.parameter("weight", Shape.of(channels), initial), input);
  }

  private record Built(Parameter weight, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return x.greater(0).where(x, x.mul(context.read(weight).reshape(slopes())));
    }

    /** [channels, 1, ..], which broadcasts over a batch. */
    private Shape slopes() {
      Shape shape = outputShape;
      for (int axis = 0; axis < shape.rank(); axis++) {
        shape = shape.with(axis, axis == 0 ? weight.shape().size() : 1);
      }
      return shape.isScalar() ? weight.shape() : shape;
    }
  }
}
