package dev.cotangent.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.op.image.Convolve;
import dev.cotangent.core.op.rows.Standardize;
import dev.cotangent.core.op.rows.StandardizeGrad;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bounds are as tight as they claim, so that a kernel that is wrong by little more fails. */
class RoundingErrorsTest {

  private static final double[] NUMBERS = {0.3f, -1.7f, 2.2f, 0.9f, -0.4f, 1.1f};

  private static final Tensor X = Tensor.f64(Shape.of(2, 3), NUMBERS);
  private static final Tensor POSITIVE = X.abs().eval();

  private static Arguments kernel(String name, Tensor node, double units) {
    return Arguments.of(name, node, units);
  }

  /** Each family, with the units in the last place of its largest result that a bound may have. */
  static List<Arguments> families() {
    Tensor other = Tensor.f64(Shape.of(3, 2), NUMBERS);
    ConvolutionShape geometry = new ConvolutionShape(1, 2, 3, 1, 1, Window.of(2, 2));
    Tensor image = X.reshape(Shape.of(1, 1, 2, 3)).eval();
    Tensor filter = Tensor.f64(Shape.of(1, 2, 2, 1), 0.5, -1.25, 2, 0.1f);
    return List.of(
        kernel("neg", X.neg(), 0),
        kernel("maximum", X.maximum(POSITIVE), 0),
        kernel("transpose", X.transpose(), 0),
        kernel("add", X.add(POSITIVE), 1),
        kernel("mul", X.mul(X), 1),
        kernel("div", X.div(POSITIVE), 1),
        kernel("sqrt", POSITIVE.sqrt(), 1),
        kernel("exp", X.exp(), 2),
        kernel("log", POSITIVE.log(), 2),
        kernel("tanh", X.tanh(), 4),
        kernel("sigmoid", X.sigmoid(), 4),
        kernel("erf", X.erf(), 6),
        kernel("pow", POSITIVE.pow(2.5), 2),
        kernel("sum of three", POSITIVE.sum(-1), 2),
        kernel("product of three", POSITIVE.matmul(other.abs().eval()), 3),
        kernel("convolution of four", new Convolve(geometry).on(image, filter), 8),
        kernel("logsumexp", X.logSumExp(), 8),
        kernel("softmax", X.softmax(), 14),
        kernel("standardize", new Standardize(1e-5).on(X), 40),
        kernel("standardize_grad", new StandardizeGrad(1e-5).on(X, POSITIVE), 120));
  }

  @ParameterizedTest
  @MethodSource("families")
  void aKernelThatIsWrongByAFewUnitsMoreFails(String family, Tensor node, double units) {
    Estimate estimate = RoundingErrors.of(List.of(node)).get(0);
    double[] wrong = estimate.values().clone();
    int at = 0;
    for (int i = 0; i < wrong.length; i++) {
      at = Math.abs(wrong[i]) > Math.abs(wrong[at]) ? i : at;
    }
    wrong[at] += (units + 1) * Math.ulp((float) wrong[at]);
    assertThatThrownBy(
            () -> Agreement.assertWithin(family, wrong, estimate.values(), estimate.errors()))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(family);
  }

  @Test
  void nothingThatIsExactGetsAnError() {
    Tensor moved = Tensor.concat(0, X.reshape(Shape.of(3, 2)).slice(0, 1, 3), X.transpose());
    assertThat(RoundingErrors.of(List.of(moved.max(List.of(1), true).neg())).get(0).errors())
        .containsOnly(0);
  }

  @Test
  void aConstantThatFloat32DoesNotHoldHasItsRoundingError() {
    Estimate tenth = RoundingErrors.of(List.of(Tensor.f64(Shape.of(2), 0.1, 0.5))).get(0);
    assertThat(tenth.errors()).containsExactly(0.1f - 0.1, 0);
  }

  @Test
  void cancellationIsBoundedByWhatWasAdded() {
    Tensor terms = Tensor.f64(Shape.of(3), 1e6, 1, -1e6);
    double bound = RoundingErrors.of(List.of(terms.sum())).get(0).errors()[0];
    assertThat(bound).isBetween(2 * 2e6 * 0x1p-24, 2.001 * 2e6 * 0x1p-24);
  }

  @Test
  void aDecisionThatRoundingLeavesOpenIsNoTest() {
    Tensor near = X.mul(X).sub(X.square()); // 0 but for rounding
    UnaryOperator<Tensor> step = x -> x.greater(0).where(X, X.neg());
    List<Estimate> open = RoundingErrors.of(List.of(step.apply(near)));
    assertThatThrownBy(() -> Agreement.assertRounded("step", List.of(open.get(0).values()), open))
        .hasMessageContaining("too wide to tell anything");
    List<Estimate> settled = RoundingErrors.of(List.of(step.apply(near.add(1))));
    Agreement.assertRounded("step", List.of(settled.get(0).values()), settled);
  }

  /** An op without a rule for its rounding. */
  private record Unknown() implements Op {
    @Override
    public String id() {
      return "unknown";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      output.set(0, 0);
    }
  }

  @Test
  void anOpWithoutARuleIsAnError() {
    assertThatThrownBy(() -> RoundingErrors.of(List.of(new Unknown().on(X))))
        .hasMessage("op unknown has no error rule");
  }
}
