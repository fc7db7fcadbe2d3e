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
import java.util.List;
import java.util.stream.IntStream;

/**
 * RMS normalization: y = x/√(mean of x² + ε)·weight over the last axes of each sample; the same in
 * training and inference. Any shape with at least that many axes.
 *
 * <p>Parameter, named as in PyTorch's {@code RMSNorm} and of the shape of those axes: {@code
 * weight}, initially 1.
 *
 * <p>B. Zhang, R. Sennrich: <i>Root mean square layer normalization</i>, arXiv 1910.07467, 2019.
 *
 * @param axes number of trailing axes that are normalized together, at least 1; saved as {@code
 *     axes}, by default 1
 * @param epsilon ε, above 0; saved as {@code epsilon}, by default 2⁻²³ (float epsilon), as in
 *     PyTorch
 */
public record RmsNorm(int axes, double epsilon) implements LayerSpec {

  private static final double DEFAULT_EPSILON = 0x1p-23;

  /** Validates the attributes. */
  public RmsNorm {
    Require.atLeast("rms_norm", "axes", axes, 1);
    Require.epsilon("rms_norm", epsilon);
  }

  /** One axis and an ε of 2⁻²³; required by {@link java.util.ServiceLoader}. */
  public RmsNorm() {
    this(1, DEFAULT_EPSILON);
  }

  /** Normalizes over that many trailing axes. */
  public static RmsNorm of(int axes) {
    return new RmsNorm(axes, DEFAULT_EPSILON);
  }

  /** Returns a copy with another ε. */
  public RmsNorm withEpsilon(double other) {
    return new RmsNorm(axes, other);
  }

  @Override
  public String id() {
    return "rms_norm";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("axes", axes).with("epsilon", epsilon);
  }

  @Override
  public RmsNorm with(Attributes attributes) {
    attributes.allowOnly("axes", "epsilon");
    return new RmsNorm(
        attributes.integer("axes", 1), attributes.number("epsilon", DEFAULT_EPSILON));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.rank() < axes) {
      throw new ShapeException(
          "rms_norm '"
              + scope.path()
              + "': samples "
              + input
              + ", expected at least "
              + axes
              + (axes == 1 ? " axis" : " axes"));
    }
    Shape normalized = input.slice(input.rank() - axes, input.rank());
    Parameter weight = scope.parameter("weight", normalized, ConstantInitializer.ones());
    return new Built(epsilon, weight, input);
  }

  private record Built(double epsilon, Parameter weight, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      List<Integer> last =
          IntStream.rangeClosed(1, weight.shape().rank()).map(i -> -i).boxed().toList();
      Tensor meanSquare = x.square().mean(last, true);
      return x.mul(meanSquare.add(epsilon).rsqrt()).mul(context.read(weight));
    }
  }
}
