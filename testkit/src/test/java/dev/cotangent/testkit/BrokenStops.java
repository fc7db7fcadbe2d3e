package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ElementActivation;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.testkit.Broken.OfParts;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;

/** Stop-gradients that are declared or not, accelerated functions, and ops wrong at some sizes. */
final class BrokenStops {

  private BrokenStops() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        BrokenPlugin.of(
            "activation straight through, undeclared",
            "gradient",
            () -> ActivationContract.of(new Straight(false))),
        BrokenPlugin.of(
            "layer normalised by a detached norm, undeclared",
            "gradient",
            () -> LayerContract.of(new Spectral(false, false))),
        BrokenPlugin.of(
            "activation by value off in a short stretch",
            "accelerator",
            () ->
                ActivationContract.of(
                    new Fast((x, y) -> x > -3.021 && x < -3.002 ? y * 1.001 : y, (x, d) -> d))),
        BrokenPlugin.of(
            "activation by a derivative off in a short stretch",
            "accelerator",
            () ->
                ActivationContract.of(
                    new Fast((x, y) -> y, (x, d) -> x > 2.0013 && x < 2.0047 ? d * 1.01 : d))),
        BrokenPlugin.of(
            "activation NaN far outside a narrow domain",
            "places",
            () ->
                ActivationContract.of(
                    OfParts.of(x -> x.exp().div(x.exp().add(1))).within(new Interval(-5, 5)))),
        BrokenPlugin.of(
            "activation flat at 0",
            "places",
            () -> ActivationContract.of(OfParts.of(x -> x.sign().mul(x.abs().log1p())))),
        BrokenPlugin.of(
            "activation detaching the cotangent",
            "chain",
            () ->
                ActivationContract.of(
                    OfParts.of(
                        x -> new Broken.Square(d -> {}, at -> at.mul(2), Tensor::detach).on(x)))),
        op("computing 4,096 elements", length -> true, 4096),
        op("wrong for long odd lengths", length -> length % 2 == 1 && length > 20, 20));
  }

  static List<PluginContract> sisters() {
    return List.of(
        ActivationContract.of(new Straight(true)),
        ActivationContract.of(new Fast((x, y) -> y, (x, d) -> d)),
        LayerContract.of(new Spectral(true, false)),
        LayerContract.of(new Spectral(false, true)),
        OpContract.of(new Triple(length -> false, 0), Shape.of(3, 5)));
  }

  private static BrokenPlugin op(String name, IntPredicate where, int first) {
    return BrokenPlugin.of(
        "op " + name, "sizes", () -> OpContract.of(new Triple(where, first), Shape.of(3, 5)));
  }

  /** The sign of x, with the derivative of x. */
  private record Straight(boolean stopsGradients) implements Activation {

    @Override
    public String id() {
      return "straight";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.add(x.sign().sub(x).detach());
    }

    @Override
    public List<Double> kinks() {
      return List.of(0.0);
    }
  }

  /** The hyperbolic tangent by value and derivative, each with a change of its own. */
  private record Fast(DoubleBinaryOperator values, DoubleBinaryOperator slopes)
      implements ElementActivation {

    @Override
    public String id() {
      return "fast";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.tanh();
    }

    @Override
    public double value(double x) {
      return values.applyAsDouble(x, StrictMath.tanh(x));
    }

    @Override
    public double derivative(double x, double y) {
      double tanh = StrictMath.tanh(x);
      return slopes.applyAsDouble(x, 1 - tanh * tanh);
    }
  }

  /**
   * A product with a weight that is divided by its norm along a direction: that of its rows' sum,
   * or of a state as spectral normalisation keeps it. The direction is a constant to the gradient.
   */
  private record Spectral(boolean stopsGradients, boolean byState) implements LayerSpec {

    @Override
    public String id() {
      return "spectral";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none().with("stops", stopsGradients).with("by_state", byState);
    }

    @Override
    public LayerSpec with(Attributes given) {
      given.allowOnly("stops", "by_state");
      return new Spectral(given.bool("stops", stopsGradients), given.bool("by_state", byState));
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      int in = input.dim(-1);
      Parameter weight = scope.parameter("weight", Shape.of(in, in), new KaimingUniform(in));
      Parameter u = scope.state("u", Shape.of(1, in), ConstantInitializer.ones());
      return new Layer() {
        @Override
        public Shape outputShape() {
          return input;
        }

        @Override
        public Tensor forward(Tensor x, ForwardContext context) {
          Tensor w = context.read(weight);
          Tensor start = byState ? context.read(u) : w.sum(List.of(0), true);
          Tensor v = start.matmul(w).detach();
          Tensor norm = v.square().sum().sqrt().add(1).detach();
          Tensor sigma = v.div(norm).matmul(w.transpose()).square().sum().add(1).sqrt();
          return x.matmul(w.div(sigma));
        }
      };
    }
  }

  /** y = 3x, of the first elements alone where a length is one of some. */
  private record Triple(IntPredicate where, int first) implements Op {

    @Override
    public String id() {
      return "triple";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      int size = output.data().length;
      int last = where.test(size) ? Math.min(first, size) : size;
      for (int i = 0; i < last; i++) {
        output.set(i, 3 * inputs.get(0).at(i));
      }
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream.mul(3));
    }
  }
}
