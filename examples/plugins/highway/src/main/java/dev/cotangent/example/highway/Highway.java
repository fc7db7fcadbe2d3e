package dev.cotangent.example.highway;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * y = t · f(W_h·x + b_h) + (1 − t) · x with the gate t = σ(W_t·x + b_t), over the last axis: where
 * the gate is shut the input passes as it is. The output has the input's shape.
 *
 * <p>Parameters: {@code weight_h} and {@code weight_t} [in, in], first drawn from ±1/√in, {@code
 * bias_h} [in], first 0, and {@code bias_t} [in], first {@code carry}.
 *
 * <p>R. K. Srivastava, K. Greff, J. Schmidhuber: <i>Highway networks</i>, 2015 (arXiv:1505.00387).
 *
 * @param activation the id of f; saved as {@code activation}, by default {@code tanh}
 * @param carry the gate's first bias, finite: the further below 0, the more passes at first; saved
 *     as {@code carry}, by default −2
 */
public record Highway(String activation, double carry) implements LayerSpec {

  /** Checks the attributes. */
  public Highway {
    if (!Float.isFinite((float) carry)) {
      throw new CotangentException(
          "highway: attribute 'carry' is " + carry + ", expected a finite number");
    }
  }

  /** The defaults; for {@link java.util.ServiceLoader}. */
  public Highway() {
    this("tanh", -2);
  }

  @Override
  public String id() {
    return "highway";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("activation", activation).with("carry", carry);
  }

  @Override
  public Highway with(Attributes attributes) {
    attributes.allowOnly("activation", "carry");
    return new Highway(
        attributes.text("activation", activation), attributes.number("carry", carry));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.isScalar()) {
      throw new ShapeException(
          "highway '" + scope.path() + "': scalars, expected samples with features");
    }
    int in = input.dim(-1);
    Shape square = Shape.of(in, in);
    return new Built(
        scope.parameter("weight_h", square, new KaimingUniform(in)),
        scope.parameter("bias_h", Shape.of(in), ConstantInitializer.zeros()),
        scope.parameter("weight_t", square, new KaimingUniform(in)),
        scope.parameter("bias_t", Shape.of(in), new ConstantInitializer((float) carry)),
        scope.activation(activation, Attributes.none()),
        input);
  }

  private record Built(
      Parameter weightH,
      Parameter biasH,
      Parameter weightT,
      Parameter biasT,
      Activation f,
      Shape outputShape)
      implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Tensor h = f.apply(linear(x, weightH, biasH, context));
      Tensor t = linear(x, weightT, biasT, context).sigmoid();
      return x.add(t.mul(h.sub(x)));
    }

    private static Tensor linear(
        Tensor x, Parameter weight, Parameter bias, ForwardContext context) {
      return x.matmul(context.read(weight).transpose()).add(context.read(bias));
    }
  }
}
