package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;

/** Plugins that are not what they were when they are made anew of what was saved. */
final class BrokenCopies {

  private BrokenCopies() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        activation("with a component that is no attribute", new Forgetful(0.5, 2)),
        activation("with a rounded attribute", new Rounded(0.5)),
        activation("with an attribute that is clamped when it is set", new Clamped(0.5)),
        activation("with two attributes swapped", new Swapped(0.5, 2)),
        activation("with other defaults than its constructor's", new Defaults(0.5)),
        activation("that is changed by with", new Mutable(0.5)),
        activation("that equals all others", new Equal(0.5)),
        BrokenPlugin.of(
            "layer with a component that is no attribute",
            "saved",
            () -> LayerContract.of(new Scaled(3, 1))),
        BrokenPlugin.of(
            "layer with an attribute in its id", "saved", () -> LayerContract.of(new Named(2))),
        BrokenPlugin.of(
            "loss that resets what is not given",
            "saved",
            () -> LossContract.of(new Resetting(1, 0.5))),
        BrokenPlugin.of(
            "optimizer that forgets its rate",
            "saved",
            () -> OptimizerContract.of(new RateReset(0.01, 0.9))));
  }

  private static BrokenPlugin activation(String name, Activation broken) {
    return BrokenPlugin.of("activation " + name, "saved", () -> ActivationContract.of(broken));
  }

  private static double alpha(Attributes given, double byDefault) {
    given.allowOnly("alpha");
    return given.number("alpha", byDefault);
  }

  private static Attributes of(double alpha) {
    return Attributes.none().with("alpha", alpha);
  }

  record Forgetful(double alpha, double beta) implements Activation {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(alpha).tanh().mul(beta);
    }

    @Override
    public Attributes attributes() {
      return of(alpha);
    }

    @Override
    public Activation with(Attributes attributes) {
      return new Forgetful(BrokenCopies.alpha(attributes, alpha), beta);
    }
  }

  record Rounded(double alpha) implements Activation {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(alpha).tanh();
    }

    @Override
    public Attributes attributes() {
      return of(Math.round(alpha * 8) / 8.0);
    }

    @Override
    public Activation with(Attributes attributes) {
      return new Rounded(BrokenCopies.alpha(attributes, alpha));
    }
  }

  record Clamped(double alpha) implements Activation {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(alpha).tanh();
    }

    @Override
    public Attributes attributes() {
      return of(alpha);
    }

    @Override
    public Activation with(Attributes attributes) {
      return new Clamped(Math.min(0.5, BrokenCopies.alpha(attributes, alpha)));
    }
  }

  record Swapped(double alpha, double beta) implements Activation {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(alpha).tanh().mul(beta);
    }

    @Override
    public Attributes attributes() {
      return of(beta).with("beta", alpha);
    }

    @Override
    public Activation with(Attributes attributes) {
      attributes.allowOnly("alpha", "beta");
      return new Swapped(attributes.number("beta", alpha), attributes.number("alpha", beta));
    }
  }

  record Defaults(double alpha) implements Activation {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(alpha).tanh();
    }

    @Override
    public Attributes attributes() {
      return of(alpha);
    }

    @Override
    public Activation with(Attributes attributes) {
      return new Defaults(BrokenCopies.alpha(attributes, 1));
    }
  }

  static final class Mutable implements Activation {

    private double alpha;

    Mutable(double alpha) {
      this.alpha = alpha;
    }

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(alpha).tanh();
    }

    @Override
    public Attributes attributes() {
      return of(alpha);
    }

    @Override
    public Activation with(Attributes attributes) {
      alpha = BrokenCopies.alpha(attributes, alpha);
      return this;
    }
  }

  record Equal(double alpha) implements Activation {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(alpha).tanh();
    }

    @Override
    public Attributes attributes() {
      return of(alpha);
    }

    @Override
    public Activation with(Attributes attributes) {
      return new Equal(BrokenCopies.alpha(attributes, alpha));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Equal;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  record Scaled(int units, double scale) implements LayerSpec {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none().with("units", units);
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      attributes.allowOnly("units");
      return new Scaled(attributes.integer("units", units), scale);
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      if (units < 1) {
        throw new CotangentException("units " + units);
      }
      return new Built(units * scale, input);
    }

    private record Built(double factor, Shape outputShape) implements Layer {

      @Override
      public Tensor forward(Tensor x, ForwardContext context) {
        return x.mul(factor);
      }
    }
  }

  record Named(int factor) implements LayerSpec {

    @Override
    public String id() {
      return "broken_" + (factor > 2 ? "many" : "few");
    }

    @Override
    public Attributes attributes() {
      return Attributes.none().with("factor", factor);
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      attributes.allowOnly("factor");
      return new Named(attributes.integer("factor", factor));
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      return new Scaled.Built(factor, input);
    }
  }

  record Resetting(double a, double b) implements Loss {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none().with("a", a).with("b", b);
    }

    @Override
    public Loss with(Attributes given) {
      given.allowOnly("a", "b");
      return new Resetting(given.number("a", 1), given.number("b", 0.5));
    }

    @Override
    public DType targetType() {
      return DType.F32;
    }

    @Override
    public Shape targetShape(Shape prediction) {
      return prediction;
    }

    @Override
    public LossTerms terms(Tensor prediction, Tensor target) {
      if (!target.shape().equals(prediction.shape())) {
        throw new ShapeException("target " + target.type());
      }
      Tensor difference = prediction.sub(target);
      return LossTerms.of(difference.square().mul(a).add(difference.abs().mul(b)));
    }
  }

  record RateReset(double learningRate, double beta) implements Optimizer {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Optimizer withLearningRate(double rate) {
      return new RateReset(rate, beta);
    }

    @Override
    public Attributes attributes() {
      return Attributes.none().with("beta", beta);
    }

    @Override
    public Optimizer with(Attributes given) {
      given.allowOnly("beta");
      return new RateReset(0.01, given.number("beta", beta));
    }

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public void update(ParameterSlice slice) {
      float[] m = slice.slots[0];
      for (int i = slice.from; i < slice.to; i++) {
        m[i] = (float) beta * m[i] + slice.gradients[i];
        slice.values[i] -= (float) slice.learningRate * m[i];
      }
    }
  }
}
