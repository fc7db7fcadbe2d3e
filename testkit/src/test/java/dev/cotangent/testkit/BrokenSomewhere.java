package dev.cotangent.testkit;

import static dev.cotangent.testkit.Broken.wrong;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.testkit.Broken.OfParts;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/** Activations that are right but at some places, or in some shapes. */
final class BrokenSomewhere {

  private BrokenSomewhere() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        place("wrong beyond 50", x -> x.abs().greater(50)),
        place("wrong beyond 5,000", x -> x.greater(5000)),
        place("wrong near 0", x -> x.abs().less(1e-3)),
        place("wrong in a short stretch", x -> x.sub(2.34).abs().less(0.03)),
        place("wrong in a very short stretch", x -> x.sub(7.7778).abs().less(0.002)),
        BrokenPlugin.of(
            "activation wrong by a percent in a stretch",
            "places",
            () ->
                ActivationContract.of(
                    OfParts.of(
                        x ->
                            wrong(
                                x.sin(),
                                x.sub(2.34).abs().less(0.03).where(x.sin().mul(1.01), x.sin()))))),
        BrokenPlugin.of(
            "activation wrong between declared kinks",
            "places",
            () ->
                ActivationContract.of(
                    OfParts.of(
                        x -> wrong(x.sin(), x.sub(1).abs().less(0.5).where(x, x.sin())), many()))),
        BrokenPlugin.of(
            "activation wrong outside a narrow domain",
            "places",
            () ->
                ActivationContract.of(
                    OfParts.of(x -> wrong(x.tanh(), x.abs().greater(2).where(x, x.tanh())))
                        .within(new Interval(-2, 2)))),
        BrokenPlugin.of(
            "activation with a wrong second derivative far out",
            "places",
            () ->
                ActivationContract.of(
                    OfParts.of(
                        x ->
                            new Broken.Square(
                                    d -> {},
                                    at -> wrong(at.mul(2), at.greater(30).where(at, at.mul(2))),
                                    up -> up)
                                .on(x)))),
        BrokenPlugin.of(
            "activation wrong far out in float32",
            "places",
            () ->
                ActivationContract.of(
                    OfParts.of(
                        x ->
                            x.dtype() == DType.F32
                                ? x.greater(33).where(x.mul(1.01), x)
                                : x.mul(1)))),
        BrokenPlugin.of(
            "activation with a jump far out that it hides",
            "kinks",
            () -> ActivationContract.of(OfParts.of(x -> x.less(-33).where(x.sub(1), x)))),
        BrokenPlugin.of(
            "activation of rows by the maximum of their first 64",
            "sizes",
            () -> ActivationContract.of(OfParts.of(BrokenSomewhere::softmaxOfBlocks))),
        BrokenPlugin.of(
            "activation NaN at 800",
            "places",
            () ->
                ActivationContract.of(
                    OfParts.of(x -> x.sub(800).abs().less(5).where(x.mul(Double.NaN), x)))),
        size("another function above 8 rows", s -> s.rank() > 1 && s.dim(0) > 8),
        size("another function of a long last axis", s -> s.dim(-1) > 900),
        size("another function of rows by seven", s -> s.rank() > 1 && s.dim(0) % 7 == 0),
        size("another function of five axes", s -> s.rank() == 5),
        size("another function of many elements", s -> s.size() > 9_000),
        gradient("a gradient of a long last axis", s -> s.dim(-1) > 40),
        gradient("a gradient of 257", s -> s.dim(-1) == 257),
        BrokenPlugin.of(
            "activation leaving out the last of many",
            "sizes",
            () ->
                ActivationContract.of(
                    OfParts.of(
                        x ->
                            new Broken.Copy(
                                    (data, i) -> i == data.length - 1 && i > 100 ? 0 : data[i])
                                .on(x)))),
        BrokenPlugin.of(
            "activation copying 4,096",
            "sizes",
            () ->
                ActivationContract.of(
                    OfParts.of(x -> new Broken.Copy((data, i) -> i < 4096 ? data[i] : 0).on(x)))),
        BrokenPlugin.of(
            "activation of rows, wrong in long ones",
            "sizes",
            () ->
                ActivationContract.of(
                    OfParts.of(
                        x -> x.shape().dim(-1) > 40 ? wrong(x.softmax(), x) : x.softmax()))));
  }

  private static Tensor softmaxOfBlocks(Tensor x) {
    int last = x.shape().rank() - 1;
    Tensor some = x.slice(last, 0, Math.min(64, x.shape().dim(last)));
    Tensor e = x.sub(some.max(List.of(last), true).detach()).exp();
    return e.div(e.sum(List.of(last), true));
  }

  /** Unusual ones that are right. */
  static List<PluginContract> sisters() {
    return List.of(
        of(x -> x.mul(2 * Math.PI / 1e-3).sin()),
        of(x -> x.add(x.mul(1000).sin().mul(1e-3))),
        of(x -> x.mul(1000).tanh()),
        of(x -> x.sub(3.3).mul(1000).tanh()),
        of(x -> x.less(0).where(x.mul(1e-9), x), 0.0),
        of(x -> x.less(0).where(x.mul(1e-5), x.mul(3)), 0.0),
        of(x -> x.greater(1).where(x.add(1), x), 1.0),
        of(x -> x.greater(0).where(Tensor.full(x.type(), 1), Tensor.full(x.type(), -1)), 0.0),
        of(x -> x.clamp(-1, 2).add(x.sub(0.5).relu()), -1.0, 0.5, 2.0),
        of(x -> x.square().neg().exp()),
        of(x -> x.square().mul(x)),
        of(x -> x.sin().mul(x)),
        of(x -> x.clamp(-1e4, 1e4).square().sin(), -1e4, 1e4),
        of(x -> x.relu().square()),
        of(x -> x.square().add(1).sqrt()),
        of(x -> x.abs(), 0.0),
        of(x -> x.softplus().tanh().mul(x)),
        ActivationContract.of(OfParts.of(Tensor::log).within(Interval.above(0))),
        ActivationContract.of(OfParts.of(x -> x.reciprocal()).within(Interval.above(0))),
        ActivationContract.of(
            OfParts.of(x -> x.add(1).log().sub(x.neg().add(1).log())).within(new Interval(-1, 1))));
  }

  private static PluginContract of(UnaryOperator<Tensor> function, Double... kinks) {
    return ActivationContract.of(OfParts.of(function, kinks));
  }

  private static Double[] many() {
    return DoubleStream.iterate(-5, kink -> kink < 5, kink -> kink + 0.01)
        .boxed()
        .toArray(Double[]::new);
  }

  private static BrokenPlugin place(String name, UnaryOperator<Tensor> where) {
    UnaryOperator<Tensor> function =
        x ->
            wrong(
                x.softplus(),
                where.apply(x).where(x.softplus().mul(1.01).add(x.mul(.01)), x.softplus()));
    return BrokenPlugin.of(
        "activation " + name, "places", () -> ActivationContract.of(OfParts.of(function)));
  }

  private static BrokenPlugin size(String name, Predicate<Shape> where) {
    UnaryOperator<Tensor> function = x -> where.test(x.shape()) ? x.sin() : x.tanh();
    return BrokenPlugin.of(
        "activation with " + name, "sizes", () -> ActivationContract.of(OfParts.of(function)));
  }

  private static BrokenPlugin gradient(String name, Predicate<Shape> where) {
    UnaryOperator<Tensor> function =
        x -> where.test(x.shape()) ? wrong(x.tanh(), x.sin()) : x.tanh();
    return BrokenPlugin.of(
        "activation with " + name, "sizes", () -> ActivationContract.of(OfParts.of(function)));
  }
}
