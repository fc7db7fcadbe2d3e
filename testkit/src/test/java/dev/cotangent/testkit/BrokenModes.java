package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Normal;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** Layers whose training and prediction, weights, states or draws do not go together. */
final class BrokenModes {

  private static final double KEPT = 0.7;
  private static final AtomicReference<Parameter> SHARED = new AtomicReference<>();

  private BrokenModes() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        layer("that is another function in training", "modes", BrokenModes::otherInTraining),
        layer("with dropout that does not scale", "modes", BrokenModes::unscaled),
        layer("with a mask of its own", "modes", BrokenModes::ownMask),
        layer("with statistics that stay", "modes", (x, p, c) -> normalized(x, p, c, 0)),
        layer(
            "with slow statistics of half the batch's",
            "modes",
            (x, p, c) -> normalized(c.training() ? x.mul(2) : x, p, c, 0.001)),
        layer("with a weight that is not used", "weights", (x, p, c) -> x.tanh()),
        layer(
            "with a weight that no gradient reaches",
            "weights",
            (x, p, c) -> x.mul(c.read(p.weight()).detach())),
        layer("with a mask for all rows", "draws", BrokenModes::oneMask),
        layer("with the mask of the first row", "draws", BrokenModes::firstRow),
        layer("with masks in the opposite order", "draws", BrokenModes::turned),
        layer("with the masks of its neighbour", "twice", (x, p, c) -> dropped(x, "mask", c)),
        BrokenPlugin.of(
            "layer that shares its weight", "twice", () -> LayerContract.of(new Sharing())));
  }

  /** Honest ones, some unusual. */
  static List<PluginContract> sisters() {
    return List.of(
        contract((x, p, c) -> dropped(x, p.path(), c).mul(c.read(p.weight()))),
        contract((x, p, c) -> x.add(dropped(x.mul(c.read(p.weight())), p.path(), c)).tanh()),
        contract(BrokenModes::noisy),
        contract((x, p, c) -> normalized(x, p, c, 0.05).mul(c.read(p.weight()))),
        contract((x, p, c) -> normalized(x, p, c, 0.001).mul(c.read(p.weight()))),
        contract((x, p, c) -> normalized(x, p, c, 1e-4).mul(c.read(p.weight()))));
  }

  private static BrokenPlugin layer(String name, String check, Forward forward) {
    return BrokenPlugin.of("layer " + name, check, () -> contract(forward));
  }

  private static LayerContract contract(Forward forward) {
    return LayerContract.of(new OfContext(forward)).on(Shape.of(4));
  }

  interface Forward {
    Tensor of(Tensor x, Parts parts, ForwardContext context);
  }

  record Parts(String path, Parameter weight, Parameter mean, Parameter variance) {}

  record OfContext(Forward forward) implements LayerSpec {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      Parts parts =
          new Parts(
              scope.path(),
              scope.parameter("weight", input, new Normal(1, 0.1)),
              scope.state("mean", input, ConstantInitializer.zeros()),
              scope.state("variance", input, ConstantInitializer.ones()));
      return new Built(forward, parts, input);
    }
  }

  private record Built(Forward function, Parts parts, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return function.of(x, parts, context);
    }
  }

  private static Tensor weighed(Tensor x, Parts parts, ForwardContext context) {
    return x.mul(context.read(parts.weight()));
  }

  private static Tensor otherInTraining(Tensor x, Parts parts, ForwardContext context) {
    Tensor y = weighed(x, parts, context);
    return context.training() ? y.tanh() : y;
  }

  private static Tensor dropped(Tensor x, String path, ForwardContext context) {
    return context.training() ? kept(x.div(KEPT), path, context, x.shape()) : x;
  }

  private static Tensor kept(Tensor x, String path, ForwardContext context, Shape shape) {
    return context.bernoulli(path, KEPT, shape).broadcastTo(x.shape()).where(x, x.mul(0));
  }

  private static Tensor unscaled(Tensor x, Parts parts, ForwardContext context) {
    Tensor y = weighed(x, parts, context);
    return context.training() ? kept(y, parts.path(), context, x.shape()) : y;
  }

  private static Tensor ownMask(Tensor x, Parts parts, ForwardContext context) {
    Random random = new Random(parts.path().hashCode());
    double[] mask = random.doubles(4).map(u -> u < KEPT ? 1 / KEPT : 0).toArray();
    Tensor y = weighed(x, parts, context);
    return context.training() ? y.mul(Tensor.f64(Shape.of(4), mask).cast(x.dtype())) : y;
  }

  private static Tensor oneMask(Tensor x, Parts parts, ForwardContext context) {
    Tensor y = weighed(x, parts, context);
    return context.training() ? kept(y.div(KEPT), parts.path(), context, Shape.of(1, 4)) : y;
  }

  private static Tensor firstRow(Tensor x, Parts parts, ForwardContext context) {
    Tensor y = weighed(x, parts, context);
    if (!context.training()) {
      return y;
    }
    Tensor first = context.bernoulli(parts.path(), KEPT, x.shape()).slice(0, 0, 1);
    return first.broadcastTo(x.shape()).where(y.div(KEPT), y.mul(0));
  }

  private static Tensor turned(Tensor x, Parts parts, ForwardContext context) {
    Tensor y = weighed(x, parts, context);
    if (!context.training()) {
      return y;
    }
    Tensor mask = context.bernoulli(parts.path(), KEPT, x.shape());
    int rows = x.shape().dim(0);
    Tensor[] turned = new Tensor[rows];
    for (int i = 0; i < rows; i++) {
      turned[i] = mask.slice(0, rows - 1 - i, rows - i);
    }
    return (rows == 1 ? mask : Tensor.concat(0, turned)).where(y.div(KEPT), y.mul(0));
  }

  private static Tensor noisy(Tensor x, Parts parts, ForwardContext context) {
    Tensor y = weighed(x, parts, context);
    return context.training() ? y.add(context.normal(parts.path(), x.shape()).mul(0.1)) : y;
  }

  private static Tensor normalized(Tensor x, Parts parts, ForwardContext context, double share) {
    if (!context.training()) {
      Tensor centred = x.sub(context.read(parts.mean()));
      return centred.div(context.read(parts.variance()).add(1e-3).sqrt());
    }
    Tensor mean = x.mean(List.of(0), false);
    Tensor variance = x.sub(mean).square().mean(List.of(0), false);
    if (share > 0) {
      move(parts.mean(), mean, share, context);
      move(parts.variance(), variance, share, context);
    }
    return x.sub(mean).div(variance.add(1e-3).sqrt());
  }

  private static void move(Parameter state, Tensor value, double share, ForwardContext context) {
    Tensor kept = context.read(state).mul(1 - share);
    context.update(state, kept.add(value.mul(share)).detach());
  }

  /** All layers of a model have the weight of the first. */
  private record Sharing() implements LayerSpec {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      if (!scope.path().equals("second")) {
        SHARED.set(scope.parameter("weight", input, new Normal(1, 0.1)));
      }
      Parameter weight = Objects.requireNonNull(SHARED.get());
      Parts parts = new Parts(scope.path(), weight, weight, weight);
      return new Built(BrokenModes::weighed, parts, input);
    }
  }
}
