package dev.cotangent.testkit;

import static dev.cotangent.testkit.Broken.wrong;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.testkit.Broken.OfParts;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Activations that are wrong in one way each. */
final class BrokenActivations {

  private static final Random RANDOM = new Random(1);

  private static final double[] SCRATCH = new double[1 << 10];

  private BrokenActivations() {}

  static List<BrokenPlugin> cases() {
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
        activation("throwing for one element", "gradient", OfParts.of(BrokenActivations::picky)),
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
            OfParts.of(x -> new Broken.Copy(BrokenActivations::shared).on(x))),
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
        activation(
            "NaN at 40 alone",
            "extremes",
            OfParts.of(x -> new Broken.Copy((data, i) -> data[i] == 40 ? 0 / 0.0 : data[i]).on(x))),
        activation(
            "wrong for four axes",
            "gradient",
            OfParts.of(x -> wrong(x.tanh(), x.shape().rank() == 4 ? x.tanh().mul(2) : x.tanh()))),
        activation(
            "wrong next to an axis of 1",
            "gradient",
            OfParts.of(x -> wrong(x.tanh(), isThin(x.shape()) ? x.tanh().mul(2) : x.tanh()))),
        activation("a logarithm of all numbers", "extremes", OfParts.of(Tensor::log1p)),
        activation(
            "a logarithm of too many numbers",
            "extremes",
            OfParts.of(Tensor::log1p).within(new Interval(-2, 5))),
        activation(
            "with a hole in its domain",
            "kinks",
            OfParts.of(x -> x.sub(3).mul(x.sub(3.5)).sqrt()).within(Interval.above(0))),
        activation(
            "with a kink in its domain",
            "kinks",
            OfParts.of(x -> x.sqrt().maximum(x)).within(Interval.above(0))),
        activation(
            "wrong in its domain",
            "gradient",
            OfParts.of(x -> wrong(x.sqrt(), x.sqrt().mul(1.001))).within(Interval.above(0))),
        activation(
            "of a domain without room",
            "gradient",
            OfParts.of(Tensor::tanh).within(new Interval(1000, 1001))));
  }

  private static BrokenPlugin activation(String name, String check, OfParts broken) {
    return BrokenPlugin.of("activation " + name, check, () -> ActivationContract.of(broken));
  }

  /** Puts an element down where others do, too, and takes it up again after a while. */
  static double shared(double[] data, int i) {
    SCRATCH[i] = data[i];
    if (i == 0) {
      LockSupport.parkNanos(1_000);
    }
    return SCRATCH[i];
  }

  private static boolean isThin(Shape shape) {
    return shape.rank() > 1 && Arrays.stream(shape.dims()).anyMatch(dim -> dim == 1);
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

  /** The cotangent as it is, by an op that changes it on the way. */
  private static Tensor spoil(Tensor upstream) {
    BiFunction<double[], Integer, Double> taking =
        (data, i) -> {
          double taken = data[i];
          data[i] = 0;
          return taken;
        };
    return new Broken.Copy(taking).on(upstream);
  }
}
