package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.rows.Standardize;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Layer normalization: y = (x − mean)/√(variance + ε)·weight + bias, with mean and variance over
 * the last axes of each sample; the same in training and inference. Any shape with at least that
 * many axes.
 *
 * <p>Parameters, named as in PyTorch's {@code LayerNorm} and of the shape of those axes: {@code
 * weight}, initially 1, and {@code bias}, initially 0.
 *
 * <p>J. L. Ba, J. R. Kiros, G. E. Hinton: <i>Layer normalization</i>, arXiv 1607.06450, 2016.
 *
 * @param axes number of trailing axes that are normalized together, at least 1; saved as {@code
 *     axes}, by default 1
 * @param epsilon ε, above 0; saved as {@code epsilon}, by default 1e-5, as in PyTorch
 */
public record LayerNorm(int axes, double epsilon) implements LayerSpec {

  private static final int DEFAULT_AXES = 1;
  private static final double DEFAULT_EPSILON = 1e-5;

  /** Validates the attributes. */
  public LayerNorm {
    if (axes < 1) {
      throw new CotangentException(
          "layer_norm: attribute 'axes' is " + axes + ", expected 1 or more");
    }
    if (!((float) epsilon > 0 && Double.isFinite(epsilon))) {
      throw new CotangentException(
          "layer_norm: attribute 'epsilon' is " + epsilon + ", expected a float above 0");
    }
  }

  /** One axis and an ε of 1e-5; required by {@link java.util.ServiceLoader}. */
  public LayerNorm() {
    this(DEFAULT_AXES, DEFAULT_EPSILON);
  }

  /** Creates a layer that normalizes over that many trailing axes. */
  public static LayerNorm of(int axes) {
    return new LayerNorm(axes, DEFAULT_EPSILON);
  }

  /** Returns a copy with another ε. */
  public LayerNorm withEpsilon(double other) {
    return new LayerNorm(axes, other);
  }

  @Override
  public String id() {
    return "layer_norm";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("axes", axes).with("epsilon", epsilon);
  }

  @Override
  public LayerNorm with(Attributes attributes) {
    attributes.allowOnly("axes", "epsilon");
    return new LayerNorm(
        attributes.integer("axes", DEFAULT_AXES), attributes.number("epsilon", DEFAULT_EPSILON));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.rank() < axes) {
      throw new ShapeException(
          "layer_norm '"
              + scope.path()
              + "': samples "
              + input
              + ", expected at least "
              + axes
              + (axes == 1 ? " axis" : " axes"));
    }
    Shape normalized = input.slice(input.rank() - axes, input.rank());
    return new Built(
        epsilon,
        scope.parameter("weight", normalized, ConstantInitializer.ones()),
        scope.parameter("bias", normalized, ConstantInitializer.zeros()),
        input);
  }

  private record Built(double epsilon, Parameter weight, Parameter bias, Shape outputShape)
      implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Shape normalized = weight.shape();
      int leading = x.shape().rank() - normalized.rank();
      Shape rows = x.shape().slice(0, leading + 1).with(-1, normalized.size());
      Tensor y = new Standardize(epsilon).on(x.reshape(rows)).reshape(x.shape());
      return y.mul(context.read(weight)).add(context.read(bias));
    }
  }
}
