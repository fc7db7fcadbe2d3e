package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.parameter.Normal;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What plugins are made of that are wrong in one way each. */
final class Broken {

  private Broken() {}

  /** The value of one tensor with the gradient of another. */
  static Tensor wrong(Tensor value, Tensor gradient) {
    return value.detach().add(gradient.sub(gradient.detach()));
  }

  /** An activation of parts. */
  record OfParts(
      Supplier<String> name,
      UnaryOperator<Tensor> function,
      List<Double> kinks,
      Interval domain,
      Attributes attributes,
      UnaryOperator<Attributes> given)
      implements Activation {

    static OfParts of(UnaryOperator<Tensor> function, Double... kinks) {
      return new OfParts(
          () -> "broken",
          function,
          List.of(kinks),
          Interval.all(),
          Attributes.none(),
          OfParts::onlyKnown);
    }

    private static Attributes onlyKnown(Attributes given) {
      given.allowOnly();
      return given;
    }

    OfParts named(Supplier<String> other) {
      return new OfParts(other, function, kinks, domain, attributes, given);
    }

    OfParts within(Interval other) {
      return new OfParts(name, function, kinks, other, attributes, given);
    }

    OfParts attributes(Attributes own, UnaryOperator<Attributes> kept) {
      return new OfParts(name, function, kinks, domain, own, kept);
    }

    @Override
    public String id() {
      return name.get();
    }

    @Override
    public Tensor apply(Tensor x) {
      return function.apply(x);
    }

    @Override
    public Activation with(Attributes given2) {
      return new OfParts(name, function, kinks, domain, given.apply(given2), given);
    }
  }

  /** Squares, by loops and a derivative of its own. */
  record Square(Consumer<double[]> before, UnaryOperator<Tensor> derivative, Upstream upstream)
      implements Op {

    interface Upstream {
      Tensor of(Tensor upstream);
    }

    @Override
    public String id() {
      return "broken_square";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      before.accept(inputs.get(0).data());
      for (int i = 0; i < output.data().length; i++) {
        output.set(i, inputs.get(0).at(i) * inputs.get(0).at(i));
      }
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, this.upstream.of(upstream).mul(derivative.apply(y.input(0))));
    }
  }

  /** Copies, by a function of the arrays. */
  record Copy(BiFunction<double[], Integer, Double> element) implements Op {

    @Override
    public String id() {
      return "broken_copy";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      for (int i = 0; i < output.data().length; i++) {
        output.set(i, element.apply(inputs.get(0).data(), i));
      }
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream);
    }
  }

  /** y = f(x, w) for one weight of the sample's shape. */
  record OfWeight(
      String id,
      BiFunction<Tensor, Tensor, Tensor> function,
      BiFunction<Shape, Shape, Shape> announced,
      Attributes attributes,
      UnaryOperator<Attributes> given)
      implements LayerSpec {

    static OfWeight of(BiFunction<Tensor, Tensor, Tensor> function) {
      return new OfWeight(
          "broken", function, (in, same) -> in, Attributes.none(), OfParts::onlyKnown);
    }

    OfWeight named(String other) {
      return new OfWeight(other, function, announced, attributes, given);
    }

    OfWeight announcing(BiFunction<Shape, Shape, Shape> other) {
      return new OfWeight(id, function, other, attributes, given);
    }

    OfWeight attributes(Attributes own, UnaryOperator<Attributes> kept) {
      return new OfWeight(id, function, announced, own, kept);
    }

    @Override
    public LayerSpec with(Attributes attributes2) {
      return new OfWeight(id, function, announced, given.apply(attributes2), given);
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      Parameter weight = scope.parameter("weight", input, new Normal(0, 1));
      return new Built(weight, function, announced.apply(input, input));
    }
  }

  private record Built(
      Parameter weight, BiFunction<Tensor, Tensor, Tensor> function, Shape outputShape)
      implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return function.apply(x, context.read(weight));
    }
  }

  /** A loss of numbers. */
  record OfTerms(
      String id,
      BiFunction<Tensor, Tensor, LossTerms> function,
      boolean checked,
      Attributes attributes,
      UnaryOperator<Attributes> given,
      Interval predictions)
      implements Loss {

    static OfTerms of(BiFunction<Tensor, Tensor, LossTerms> function) {
      return new OfTerms(
          "broken", function, true, Attributes.none(), OfParts::onlyKnown, Interval.all());
    }

    OfTerms named(String other) {
      return new OfTerms(other, function, checked, attributes, given, predictions);
    }

    OfTerms unchecked() {
      return new OfTerms(id, function, false, attributes, given, predictions);
    }

    OfTerms attributes(Attributes own, UnaryOperator<Attributes> kept) {
      return new OfTerms(id, function, checked, own, kept, predictions);
    }

    OfTerms within(Interval only) {
      return new OfTerms(id, function, checked, attributes, given, only);
    }

    @Override
    public Loss with(Attributes given2) {
      return new OfTerms(id, function, checked, given.apply(given2), given, predictions);
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
      if (checked && !target.shape().equals(prediction.shape())) {
        throw new ShapeException("target " + target);
      }
      return function.apply(prediction, target);
    }
  }

  /** Descends, by a function of the slice. */
  record OfSlice(
      String id,
      double learningRate,
      Consumer<ParameterSlice> function,
      UnaryOperator<Double> rates,
      Attributes attributes,
      UnaryOperator<Attributes> given)
      implements Optimizer {

    static OfSlice of(Consumer<ParameterSlice> function) {
      return new OfSlice(
          "broken",
          0.01,
          function,
          UnaryOperator.identity(),
          Attributes.none(),
          OfParts::onlyKnown);
    }

    OfSlice named(String other) {
      return new OfSlice(other, learningRate, function, rates, attributes, given);
    }

    OfSlice rates(UnaryOperator<Double> other) {
      return new OfSlice(id, learningRate, function, other, attributes, given);
    }

    OfSlice attributes(Attributes own, UnaryOperator<Attributes> kept) {
      return new OfSlice(id, learningRate, function, rates, own, kept);
    }

    @Override
    public Optimizer withLearningRate(double rate) {
      return new OfSlice(id, rates.apply(rate), function, rates, attributes, given);
    }

    @Override
    public Optimizer with(Attributes given2) {
      return new OfSlice(id, learningRate, function, rates, given.apply(given2), given);
    }

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public void update(ParameterSlice slice) {
      function.accept(slice);
    }
  }

  /** Plain descent, for all elements of a slice. */
  static void descend(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= (float) slice.learningRate * slice.gradients[i];
    }
  }
}
