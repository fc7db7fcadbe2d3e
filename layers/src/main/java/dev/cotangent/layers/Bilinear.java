package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Bilinear layer: y_o = aᵀ·W_o·b + bias_o for two inputs a and b, which are concatenated in the
 * last axis: samples [.., first + second] become [.., units].
 *
 * <p>Parameters, named and laid out as in PyTorch's {@code Bilinear}: {@code weight} [units, first,
 * second] and {@code bias} [units], both initialized uniformly in ±1/√first ({@link
 * KaimingUniform}).
 *
 * @param first size of a, at least 1; saved as {@code first}
 * @param second size of b, at least 1; saved as {@code second}
 * @param units number of outputs, at least 1; saved as {@code units}
 * @param bias whether to add a bias; saved as {@code bias}, by default true
 */
public record Bilinear(int first, int second, int units, boolean bias) implements LayerSpec {

  /** Validates the attributes. */
  public Bilinear {
    Require.atLeast("bilinear", "first", first, 1);
    Require.atLeast("bilinear", "second", second, 1);
    Require.atLeast("bilinear", "units", units, 1);
  }

  /** All sizes 1; required by {@link java.util.ServiceLoader}. */
  public Bilinear() {
    this(1, 1, 1, true);
  }

  /** A layer with a bias. */
  public static Bilinear of(int first, int second, int units) {
    return new Bilinear(first, second, units, true);
  }

  @Override
  public String id() {
    return "bilinear";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("first", first)
        .with("second", second)
        .with("units", units)
        .with("bias", bias);
  }

  @Override
  public Bilinear with(Attributes attributes) {
    attributes.allowOnly("first", "second", "units", "bias");
    return new Bilinear(
        attributes.integer("first"),
        attributes.integer("second"),
        attributes.integer("units"),
        attributes.bool("bias", true));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.rank() == 0 || input.dim(-1) != first + second) {
      throw new ShapeException(
          "bilinear '"
              + scope.path()
              + "': samples "
              + input
              + ", expected [.., "
              + first
              + " + "
              + second
              + "]");
    }
    KaimingUniform initial = new KaimingUniform(first);
    Parameter weight = scope.parameter("weight", Shape.of(units, first, second), initial);
    Optional<Parameter> offset =
        bias ? Optional.of(scope.parameter("bias", Shape.of(units), initial)) : Optional.empty();
    return new Built(weight, offset, input.with(-1, units));
  }

  private record Built(Parameter weight, Optional<Parameter> bias, Shape outputShape)
      implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      int units = weight.shape().dim(0);
      int first = weight.shape().dim(1);
      int second = weight.shape().dim(2);
      int rows = x.shape().with(-1, 1).size();
      Tensor a = x.slice(-1, 0, first).reshape(Shape.of(rows, first));
      Tensor b = x.slice(-1, first, first + second).reshape(Shape.of(rows, 1, second));
      Tensor w = context.read(weight).transpose(List.of(1, 0, 2));
      Tensor products = a.matmul(w.reshape(Shape.of(first, units * second)));
      Tensor y = products.reshape(Shape.of(rows, units, second)).mul(b).sum(-1);
      Tensor shaped = y.reshape(x.shape().with(-1, units));
      return bias.isPresent() ? shaped.add(context.read(bias.get())) : shaped;
    }
  }
}
