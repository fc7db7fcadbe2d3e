package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.BinaryCrossEntropy;
import dev.cotangent.core.loss.KullbackLeibler;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.TripletMargin;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every loss of the registry behind every activation of the registry that squashes, at logits from
 * −120 to 120: where the loss of a row and its gradient are numbers of F32's range when computed in
 * F64, they are finite in F32, too.
 */
class SaturatedLossesTest {

  private static final Registry REGISTRY = Registry.standard();
  private static final int WIDTH = 6; // one, two or three predictions in a row
  private static final double HIGHEST = 6; // of what squashes: that of relu6
  private static final double[] TARGETS = {0, 1, -1, 0.5, 2};
  private static final double[] FAR =
      DoubleStream.concat(
              IntStream.rangeClosed(-30, 30).mapToDouble(i -> 4 * i),
              DoubleStream.of(-103.9, -103, -101, -99, -95, -90, -89, -88.5, -87.5, -17, 17, 89))
          .toArray();

  static Stream<Loss> losses() {
    return REGISTRY.losses().stream().map(REGISTRY::loss);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void behindEveryActivationThatSquashes(Loss loss) {
    double[] logits =
        Arrays.stream(FAR).flatMap(far -> DoubleStream.of(far, -far, far / 2, 0, far, 1)).toArray();
    REGISTRY.activations().stream()
        .map(REGISTRY::activation)
        .filter(activation -> squashes(activation, logits))
        .forEach(activation -> check(loss, activation, logits));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void whereEverythingIsEqual(Loss loss) {
    double[] equal =
        DoubleStream.of(0, 1, -1, 1e-6, 1e-20, 1e-30, 100)
            .flatMap(value -> DoubleStream.generate(() -> value).limit(WIDTH))
            .toArray();
    check(loss, REGISTRY.activation("identity"), equal);
  }

  private static boolean squashes(Activation activation, double[] logits) {
    Shape shape = Shape.of(logits.length / WIDTH, WIDTH);
    return activation.outputShape(shape).equals(shape)
        && Arrays.stream(activation.apply(tensor(DType.F64, shape, logits)).toDoubles())
            .allMatch(y -> y <= HIGHEST);
  }

  @Test
  void theKnownOnesSquash() {
    assertThat(List.of("sigmoid", "hard_sigmoid", "tanh", "softmax", "log_sigmoid", "softsign"))
        .allMatch(id -> squashes(REGISTRY.activation(id), new double[] {120, -120, 0, 7, 8, 9}));
  }

  private static void check(Loss loss, Activation activation, double[] logits) {
    for (double target : TARGETS) {
      double[] exact = lossesAndGradients(loss, activation, logits, target, DType.F64);
      double[] rounded = lossesAndGradients(loss, activation, logits, target, DType.F32);
      for (int i = 0; i < exact.length; i++) {
        assertThat(Double.isFinite(rounded[i]) || !(Math.abs(exact[i]) < Float.MAX_VALUE))
            .as(
                "%s behind %s, target %s: %s where %s is exact, at %s of %s",
                loss.id(), activation.id(), target, rounded[i], exact[i], i, exact.length)
            .isTrue();
      }
    }
  }

  /** The losses of all rows, and the gradient of their sum. */
  private static double[] lossesAndGradients(
      Loss loss, Activation activation, double[] rows, double target, DType dtype) {
    Tensor logits = tensor(dtype, Shape.of(rows.length / WIDTH, WIDTH), rows);
    Tensor output = activation.apply(logits);
    Tensor elements = loss.terms(output, target(loss, output, target)).elements();
    Stream<Tensor> gradient = Gradients.of(elements.sum(), logits).find(logits).stream();
    return Stream.concat(Stream.of(elements), gradient)
        .flatMapToDouble(tensor -> Arrays.stream(tensor.toDoubles()))
        .toArray();
  }

  private static Tensor tensor(DType dtype, Shape shape, double[] values) {
    return Constant.ofDoubles(new TensorType(dtype, shape), values).on();
  }

  private static Tensor target(Loss loss, Tensor output, double value) {
    Shape shape = loss.targetShape(output.shape());
    if (loss.targetType() == DType.I32) {
      return Tensor.full(new TensorType(DType.I32, shape), value == 1 ? 1 : 0);
    }
    return Tensor.full(new TensorType(output.dtype(), shape), value);
  }

  /** dL/dz is σ(z) − 1 at target 1, which is −1 far on the left. */
  @Test
  void theGradientOfASigmoidsCrossEntropyIsRightDownToTheHeldValue() {
    for (float z : new float[] {-60, -85, -88, -89, -90, -95, -99.9f}) {
      Tensor logit = Tensor.of(Shape.of(1, 1), z);
      Tensor target = Tensor.of(Shape.of(1, 1), 1f);
      Tensor loss = new BinaryCrossEntropy().terms(logit.sigmoid(), target).mean();
      assertThat(loss.item()).isCloseTo(-z, within(1e-4));
      assertThat(Gradients.of(loss, logit).of(logit).item()).isCloseTo(-1, within(1e-3));
    }
  }

  @Test
  void aNegativeProbabilityHasNoDivergence() {
    Tensor x = Tensor.of(Shape.of(1, 3), -1f, -1f, -1f);
    float[] terms =
        new KullbackLeibler()
            .terms(x, Tensor.of(Shape.of(1, 3), 0.5f, 0f, -0.5f))
            .elements()
            .toFloats();
    assertThat(terms[0]).isFinite();
    assertThat(terms[1]).isZero();
    assertThat(terms[2]).isNaN();
  }

  /** Powers of such differences overflow or vanish in F32; the norm of (d, d) is d·2^(1/p). */
  @Test
  void distancesOfHighNormsAreMeasuredInTheirLargestElement() {
    for (double p : new double[] {1, 1.5, 3, 8, 40}) {
      for (float d : new float[] {0, 1e-7f, 2e-6f, 1e-4f, 1, 1e4f, 1e10f}) {
        Tensor row = Tensor.of(Shape.of(1, 6), d, d, 0f, 0f, d, d);
        Tensor loss =
            new TripletMargin().with(norm(p)).terms(row, Tensor.of(Shape.of(1), 0f)).mean();
        double far = Math.pow(2, 1 / p);
        double expected = Math.max(0, (d + 1e-6) * far - 1e-6 * far + 1);
        assertThat(loss.item()).isCloseTo(expected, within(1e-5 * expected));
        assertThat(Arrays.stream(Gradients.of(loss, row).of(row).toDoubles()).boxed())
            .as("p %s, d %s", p, d)
            .allMatch(Double::isFinite);
      }
    }
  }

  @Test
  void differencesThatAreExactlyMinusEpsilonHaveNoDirection() {
    Tensor row = Tensor.of(Shape.of(1, 3), 0f, 1e-6f, 0f);
    for (double p : List.of(1.0, 2.0, 8.0)) {
      Tensor loss = new TripletMargin().with(norm(p)).terms(row, Tensor.of(Shape.of(1), 0f)).mean();
      assertThat(Arrays.stream(Gradients.of(loss, row).of(row).toDoubles()).boxed())
          .allMatch(Double::isFinite);
    }
  }

  private static Attributes norm(double p) {
    return Attributes.none().with("p", p);
  }
}
