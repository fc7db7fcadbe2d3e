package dev.cotangent.testkit;

import static dev.cotangent.testkit.Broken.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Cotangents;
import dev.cotangent.core.DType;
import dev.cotangent.core.Op;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.Values;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Slice;
import dev.cotangent.testkit.Broken.OfParts;
import dev.cotangent.testkit.Broken.OfSlice;
import dev.cotangent.testkit.Broken.OfTerms;
import dev.cotangent.testkit.Broken.OfWeight;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins that are wrong in one way each, and the check that has to notice. */
class BrokenPluginsTest {

  private static final Attributes ALPHA = Attributes.none().with("alpha", 0.5);
  private static final Random RANDOM = new Random(1);
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final double[] SCRATCH = new double[1 << 10];

  /** Puts an element down where others do, too, and takes it up again after a while. */
  private static double shared(double[] data, int i) {
    SCRATCH[i] = data[i];
    if (i == 0) {
      LockSupport.parkNanos(1_000);
    }
    return SCRATCH[i];
  }

  private record Case(String name, String check, Function<String, ContractReport> contract) {
    @Override
    public String toString() {
      return name + ": " + check;
    }
  }

  private static Case activation(String name, String check, OfParts broken) {
    return new Case("activation " + name, check, c -> ActivationContract.of(broken).report(c));
  }

  private static Case layer(String name, String check, LayerSpec broken) {
    return new Case("layer " + name, check, c -> LayerContract.of(broken).report(c));
  }

  private static Case loss(String name, String check, Loss broken) {
    return new Case("loss " + name, check, c -> LossContract.of(broken).report(c));
  }

  private static Case optimizer(String name, String check, Optimizer broken) {
    return new Case("optimizer " + name, check, c -> OptimizerContract.of(broken).report(c));
  }

  private static OfParts tanh() {
    return OfParts.of(Tensor::tanh);
  }

  static List<Case> broken() {
    return List.of(
        activation(
            "scaled by 1.001", "gradient", OfParts.of(x -> wrong(x.tanh(), x.tanh().mul(1.001)))),
        activation(
            "with the other sign", "gradient", OfParts.of(x -> wrong(x.tanh(), x.tanh().neg()))),
        activation(
            "wrong for negatives",
            "gradient",
            OfParts.of(x -> wrong(x.tanh(), x.less(0).where(x.tanh().mul(2), x.tanh())))),
        activation(
            "wrong for more than 16",
            "gradient",
            OfParts.of(x -> wrong(x.tanh(), x.shape().size() > 16 ? x.tanh().mul(2) : x.tanh()))),
        activation(
            "wrong for matrices",
            "gradient",
            OfParts.of(x -> wrong(x.tanh(), x.shape().rank() == 2 ? x.tanh().mul(2) : x.tanh()))),
        activation("without a gradient", "gradient", OfParts.of(x -> x.tanh().detach())),
        activation(
            "off by a constant",
            "gradient",
            OfParts.of(x -> wrong(x.tanh(), x.tanh().add(x.mul(0.01))))),
        activation(
            "with its sister's gradient",
            "gradient",
            OfParts.of(x -> wrong(x.relu(), x.sigmoid()))),
        activation(
            "wrong far out",
            "gradient",
            OfParts.of(x -> wrong(x, x.greater(7).where(x.mul(1.01), x)))),
        activation(
            "without the square's factor",
            "gradient",
            OfParts.of(x -> wrong(x.square(), x.square().mul(0.5)))),
        activation("half detached", "gradient", OfParts.of(x -> x.mul(x.sigmoid().detach()))),
        activation(
            "without a second derivative",
            "gradient",
            OfParts.of(x -> square(x, at -> at.mul(2).detach(), up -> up))),
        activation(
            "of a gradient not zero where it is",
            "gradient",
            OfParts.of(x -> wrong(x.mul(0), x.mul(1e-3)))),
        activation(
            "rounded to float",
            "gradient",
            OfParts.of(x -> x.cast(DType.F32).cast(x.dtype()).tanh())),
        activation("throwing for one element", "gradient", OfParts.of(BrokenPluginsTest::picky)),
        activation("with a kink it hides", "kinks", OfParts.of(x -> x.maximum(x.mul(0.1)))),
        activation(
            "with a jump it hides", "kinks", OfParts.of(x -> x.greater(1).where(x.add(1), x))),
        activation(
            "with a small jump it hides",
            "kinks",
            OfParts.of(x -> x.greater(1).where(x.add(1e-5), x))),
        activation(
            "with a faint kink it hides",
            "kinks",
            OfParts.of(x -> x.tanh().add(x.relu().mul(1e-4)))),
        activation(
            "with a slope outside both at the kink",
            "kinks",
            OfParts.of(x -> wrong(x.relu(), x.equalTo(0).where(x.mul(5), x.relu())), 0.0)),
        activation(
            "with a kink at another place", "kinks", OfParts.of(x -> x.sub(0.5).relu(), 0.0)),
        activation(
            "NaN at 40", "extremes", OfParts.of(x -> x.equalTo(40).where(x.mul(Double.NaN), x))),
        activation(
            "NaN far out in float32", "extremes", OfParts.of(x -> x.exp().div(x.exp().add(1)))),
        activation("a steep root at 0", "kinks", OfParts.of(x -> x.abs().sqrt())),
        activation("a quotient at 0", "extremes", OfParts.of(x -> x.square().div(x))),
        activation("a logarithm of a tiny square", "extremes", OfParts.of(x -> x.square().log())),
        activation("NaN that spreads", "rows", OfParts.of(x -> x.add(x.sum().mul(0)))),
        activation(
            "a mean over the batch", "rows", OfParts.of(x -> x.sub(x.mean(List.of(0), true)))),
        activation(
            "a maximum over the batch",
            "rows",
            OfParts.of(x -> x.div(x.abs().max(List.of(0), true).add(1)))),
        activation("counting its calls", "repetition", OfParts.of(counting())),
        activation("random", "repetition", OfParts.of(x -> x.mul(1 + 1e-9 * RANDOM.nextDouble()))),
        activation("remembering the last input", "repetition", OfParts.of(remembering())),
        activation(
            "writing to its input",
            "untouched",
            OfParts.of(x -> squareAfter(x, data -> data[0] += 1, at -> at.mul(2)))),
        activation(
            "writing to the cotangent",
            "untouched",
            OfParts.of(x -> square(x, at -> at.mul(2), up -> spoil(up)))),
        activation(
            "with a scratch for all threads",
            "threads",
            OfParts.of(x -> new Broken.Copy(BrokenPluginsTest::shared).on(x))),
        activation(
            "other on other threads",
            "threads",
            OfParts.of(x -> Thread.currentThread().getName().contains("pool") ? x.mul(1.5) : x)),
        activation(
            "wrong in float32",
            "float32",
            OfParts.of(x -> x.dtype() == DType.F32 ? x.tanh().mul(1.001) : x.tanh())),
        activation(
            "a float32 gradient",
            "float32",
            OfParts.of(
                x -> x.dtype() == DType.F32 ? wrong(x.tanh(), x.tanh().mul(1.01)) : x.tanh())),
        activation("cancelling in float32", "float32", OfParts.of(x -> x.add(1e6).sub(1e6))),
        activation("summing up the last axis", "shape", OfParts.of(x -> x.sum(-1))),
        activation("flat", "shape", OfParts.of(x -> x.reshape(Shape.of(x.shape().size())))),
        activation("of float32 alone", "shape", OfParts.of(x -> x.cast(DType.F32))),
        activation("null", "shape", OfParts.of(x -> null)),
        activation(
            "clipping the cotangent",
            "linearity",
            OfParts.of(x -> square(x, at -> at.mul(2), up -> up.clamp(-0.1, 0.1)))),
        activation(
            "squaring the cotangent",
            "linearity",
            OfParts.of(x -> square(x, at -> at.mul(2), up -> up.square()))),
        activation(
            "allocating",
            "allocation",
            OfParts.of(x -> new Broken.Copy((data, i) -> data.clone()[i]).on(x))),
        activation("in capitals", "id", tanh().named(() -> "Swish")),
        activation("of two words", "id", tanh().named(() -> "my swish")),
        activation("with a changing id", "id", tanh().named(() -> "id" + CALLS.incrementAndGet())),
        activation(
            "forgetting attributes",
            "attributes",
            tanh().attributes(ALPHA, given -> Attributes.none())),
        activation(
            "deaf to attributes",
            "attributes",
            tanh()
                .attributes(
                    ALPHA,
                    given -> {
                      given.allowOnly("alpha");
                      return ALPHA;
                    })),
        activation("taking any attribute", "attributes", tanh().attributes(ALPHA, given -> given)),
        activation(
            "with a poor message",
            "attributes",
            tanh().attributes(ALPHA, BrokenPluginsTest::poorly)),
        new Case(
            "undeclared",
            "services",
            check -> ActivationContract.of(UndeclaredSwish.class).report(check)),
        layer("a weight without a gradient", "gradient", OfWeight.of((x, w) -> x.mul(w.detach()))),
        layer("an input without a gradient", "gradient", OfWeight.of((x, w) -> x.detach().mul(w))),
        layer(
            "a weight's gradient doubled",
            "gradient",
            OfWeight.of((x, w) -> wrong(x.mul(w), x.mul(w.mul(2))))),
        layer(
            "a bias of the first row alone",
            "gradient",
            OfWeight.of((x, w) -> wrong(x.add(w), x.add(w.mul(1.0 / 3))))),
        layer(
            "another shape than announced",
            "shape",
            OfWeight.of((x, w) -> x.mul(w)).announcing((in, same) -> in.prepend(2))),
        layer(
            "a batch's mean at rest",
            "rows",
            OfWeight.of((x, w) -> x.sub(x.mean(List.of(0), true)).mul(w))),
        layer("NaN that spreads", "rows", OfWeight.of((x, w) -> x.mul(w).add(x.sum().mul(0)))),
        layer(
            "random by itself",
            "repetition",
            OfWeight.of((x, w) -> x.mul(w).mul(1 + 1e-9 * RANDOM.nextDouble()))),
        layer(
            "wrong in float32",
            "float32",
            OfWeight.of((x, w) -> x.mul(w).mul(x.dtype() == DType.F32 ? 1.001 : 1))),
        layer(
            "with a scratch for all threads",
            "threads",
            OfWeight.of((x, w) -> new Broken.Copy(BrokenPluginsTest::shared).on(x).mul(w))),
        layer(
            "allocating",
            "allocation",
            OfWeight.of((x, w) -> new Broken.Copy((data, i) -> data.clone()[i]).on(x).mul(w))),
        layer("in capitals", "id", OfWeight.of(Tensor::mul).named("Dense")),
        layer(
            "forgetting attributes",
            "attributes",
            OfWeight.of(Tensor::mul).attributes(ALPHA, given -> Attributes.none())),
        layer(
            "taking any attribute",
            "attributes",
            OfWeight.of(Tensor::mul).attributes(ALPHA, given -> given)),
        loss(
            "a gradient of the wrong size",
            "gradient",
            OfTerms.of(
                (z, t) -> LossTerms.of(wrong(z.sub(t).square(), z.sub(t).square().mul(0.5))))),
        loss(
            "summed up too early",
            "terms",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square().sum()))),
        loss(
            "with weights of 0",
            "terms",
            OfTerms.of((z, t) -> new LossTerms(z.sub(t).square(), Tensor.full(z.type(), 0)))),
        loss(
            "rows that see others",
            "terms",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(z.mean(List.of(0), true)).sub(t).square()))),
        loss(
            "taking any target",
            "target",
            OfTerms.of((z, t) -> LossTerms.of(z.square())).unchecked()),
        loss(
            "wrong in float32",
            "float32",
            OfTerms.of(
                (z, t) -> LossTerms.of(z.sub(t).square().mul(z.dtype() == DType.F32 ? 1.001 : 1)))),
        loss(
            "random",
            "repetition",
            OfTerms.of(
                (z, t) -> LossTerms.of(z.sub(t).square().mul(1 + 1e-9 * RANDOM.nextDouble())))),
        loss(
            "taking any attribute",
            "attributes",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square()))
                .attributes(ALPHA, given -> given)),
        loss(
            "in capitals",
            "id",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square())).named("MSE")),
        optimizer("uphill", "descent", OfSlice.of(BrokenPluginsTest::ascend)),
        optimizer("NaN on flat ground", "descent", OfSlice.of(BrokenPluginsTest::divide)),
        optimizer("beyond its slice", "slices", OfSlice.of(BrokenPluginsTest::beyond)),
        optimizer("by the norm of its slice", "slices", OfSlice.of(BrokenPluginsTest::byNorm)),
        optimizer("writing to gradients", "untouched", OfSlice.of(BrokenPluginsTest::spend)),
        optimizer("with state of its own", "repetition", OfSlice.of(BrokenPluginsTest::remember)),
        optimizer("allocating", "allocation", OfSlice.of(BrokenPluginsTest::allocate)),
        optimizer(
            "deaf to rates", "learning_rate", OfSlice.of(Broken::descend).rates(rate -> 0.01)),
        optimizer("deaf to schedules", "learning_rate", OfSlice.of(BrokenPluginsTest::fixed)),
        optimizer(
            "taking any attribute",
            "attributes",
            OfSlice.of(Broken::descend).attributes(ALPHA, given -> given)),
        optimizer("in capitals", "id", OfSlice.of(Broken::descend).named("SGD")),
        new Case(
            "op: no factor",
            "gradient",
            check ->
                OpContract.of(new Broken.Square(d -> {}, at -> at, up -> up), Shape.of(5))
                    .report(check)),
        new Case(
            "op: a clipped cotangent",
            "linearity",
            check ->
                OpContract.of(
                        new Broken.Square(d -> {}, at -> at.mul(2), up -> up.clamp(-0.1, 0.1)),
                        Shape.of(5))
                    .report(check)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isCaughtByTheCheckThatIsMeantForIt(Case broken) {
    ContractReport report = broken.contract().apply(broken.check());
    assertThat(report.failures()).as(report.toString()).containsExactly(broken.check());
    assertThat(report.toString()).contains("withSeed(");
  }

  @Test
  void thereAreManyAndTheirCorrectSistersPass() {
    assertThat(broken()).hasSizeGreaterThanOrEqualTo(90);
    assertThat(ActivationContract.of(tanh()).report().failures()).isEmpty();
    assertThat(LayerContract.of(OfWeight.of(Tensor::mul)).report().failures()).isEmpty();
    OfTerms square = OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square()));
    assertThat(LossContract.of(square).report().failures()).isEmpty();
    assertThat(OptimizerContract.of(OfSlice.of(Broken::descend)).report().failures()).isEmpty();
    Broken.Square right = new Broken.Square(d -> {}, at -> at.mul(2), up -> up);
    assertThat(OpContract.of(right, Shape.of(5)).report().failures()).isEmpty();
  }

  private static Tensor square(
      Tensor x, UnaryOperator<Tensor> derivative, Broken.Square.Upstream upstream) {
    return new Broken.Square(data -> {}, derivative, upstream).on(x);
  }

  private static Tensor squareAfter(
      Tensor x, Consumer<double[]> before, UnaryOperator<Tensor> derivative) {
    return new Broken.Square(before, derivative, up -> up).on(x);
  }

  private static Tensor picky(Tensor x) {
    if (x.shape().size() == 1) {
      throw new IllegalStateException("one element");
    }
    return x.tanh();
  }

  private static UnaryOperator<Tensor> counting() {
    AtomicInteger count = new AtomicInteger();
    return x -> x.mul(1 + 1e-9 * count.incrementAndGet());
  }

  private static UnaryOperator<Tensor> remembering() {
    double[] last = new double[1];
    BiFunction<double[], Integer, Double> element =
        (data, i) -> {
          double sum = data[i] + 1e-3 * last[0];
          last[0] = data[0];
          return sum;
        };
    return x -> new Broken.Copy(element).on(x);
  }

  private static Attributes poorly(Attributes given) {
    if (given.names().size() > 1) {
      throw new CotangentException("no");
    }
    return given;
  }

  /** The cotangent as it is, by an op that changes it on the way. */
  private static Tensor spoil(Tensor upstream) {
    return new Spoil().on(upstream);
  }

  private record Spoil() implements Op {
    @Override
    public String id() {
      return "spoil";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      for (int i = 0; i < output.data().length; i++) {
        output.set(i, inputs.get(0).at(i));
        inputs.get(0).data()[i] = 0;
      }
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream);
    }
  }

  private static void ascend(Slice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] += (float) slice.learningRate * slice.gradients[i];
    }
  }

  private static void divide(Slice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      float g = slice.gradients[i];
      slice.values[i] -= (float) slice.learningRate * g / Math.abs(g);
    }
  }

  private static void beyond(Slice slice) {
    Broken.descend(slice);
    slice.values[slice.to] += 1;
  }

  private static void byNorm(Slice slice) {
    float sum = 0;
    for (int i = slice.from; i < slice.to; i++) {
      sum += Math.abs(slice.gradients[i]);
    }
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= (float) slice.learningRate * slice.gradients[i] / (1 + sum);
    }
  }

  private static void spend(Slice slice) {
    Broken.descend(slice);
    slice.gradients[slice.from] = 0;
  }

  private static void remember(Slice slice) {
    float calls = CALLS.incrementAndGet();
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= (float) slice.learningRate * slice.gradients[i] * calls;
    }
  }

  private static void allocate(Slice slice) {
    float[] copy = slice.gradients.clone();
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= (float) slice.learningRate * copy[i];
    }
  }

  private static void fixed(Slice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= 0.01f * slice.gradients[i];
    }
  }
}
