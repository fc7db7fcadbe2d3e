package dev.cotangent.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Arrays64;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of whole functions: networks, high orders, very deep chains. */
class GradientsTest {

  /** The loss of a 3-4-4-1 network of sigmoids over 6 samples, by weights and biases in turn. */
  private static Tensor networkLoss(List<Tensor> parameters) {
    Draw draw = Draw.of(1);
    Tensor h = draw.values(Shape.of(6, 3), Draw.Domain.GENERIC);
    Tensor target = draw.values(Shape.of(6, 1), Draw.Domain.GENERIC);
    for (int layer = 0; layer < 3; layer++) {
      Tensor weights = parameters.get(2 * layer);
      h = h.matmul(weights.transpose()).add(parameters.get(2 * layer + 1)).sigmoid();
    }
    return h.sub(target).square().mean();
  }

  private static List<Tensor> networkParameters() {
    Draw draw = Draw.of(2);
    int[] units = {3, 4, 4, 1};
    List<Tensor> parameters = new ArrayList<>();
    for (int layer = 0; layer < 3; layer++) {
      parameters.add(draw.values(Shape.of(units[layer + 1], units[layer]), Draw.Domain.GENERIC));
      parameters.add(draw.values(Shape.of(units[layer + 1]), Draw.Domain.GENERIC));
    }
    return parameters;
  }

  @Test
  void secondDerivativeOfANetworksLoss() {
    GradientReport report =
        GradientCheck.of(GradientsTest::networkLoss).withOrder(3).at(networkParameters());
    report.assertPassed();
    assertThat(report.checked()).isEqualTo(3 * (3 * 4 + 4 + 4 * 4 + 4 + 4 + 1));
    assertThat(report.kinks()).isZero();
  }

  /** Every element of the Hessian of the first layer's weights, not only a random direction. */
  @Test
  void hessianOfANetworksLoss() {
    List<Tensor> parameters = networkParameters();
    Tensor weights = parameters.get(0);
    Tensor hessian = Jacobians.hessian(networkLoss(parameters), weights);
    double[] actual = hessian.toDoubles();
    double[] expected = new double[actual.length];
    double[] at = weights.toDoubles();
    int n = at.length;
    double h = 0x1p-10;
    for (int j = 0; j < n; j++) {
      double[] up = gradientAt(parameters, at, j, h);
      double[] down = gradientAt(parameters, at, j, -h);
      double[] up2 = gradientAt(parameters, at, j, 2 * h);
      double[] down2 = gradientAt(parameters, at, j, -2 * h);
      for (int i = 0; i < n; i++) {
        expected[i * n + j] = (8 * (up[i] - down[i]) - (up2[i] - down2[i])) / (12 * h);
      }
    }
    Arrays64.assertClose("hessian", actual, expected, 1e-9);
    Arrays64.assertClose("its transpose", hessian.transpose().toDoubles(), actual, 1e-12);
  }

  private static double[] gradientAt(List<Tensor> parameters, double[] at, int index, double h) {
    double[] moved = at.clone();
    moved[index] += h;
    List<Tensor> changed = new ArrayList<>(parameters);
    Tensor weights = Tensor.f64(parameters.get(0).shape(), moved);
    changed.set(0, weights);
    return Gradients.of(networkLoss(changed), weights).of(weights).toDoubles();
  }

  @Test
  void ordersFollowEachOther() {
    Tensor x = Tensor.f64(0.7);
    Tensor y = x.sigmoid();
    double s = y.item();
    double[] expected = {
      s * (1 - s), s * (1 - s) * (1 - 2 * s), s * (1 - s) * (1 - 6 * s + 6 * s * s)
    };
    for (double slope : expected) {
      y = Gradients.of(y, x).of(x);
      assertThat(y.item()).isCloseTo(slope, org.assertj.core.data.Offset.offset(1e-15));
    }
  }

  @Test
  void aGradientByAnInnerNode() {
    Tensor x = Tensor.f64(3.0);
    Tensor h = x.square();
    assertThat(Gradients.of(h.mul(x), h).of(h).item()).isEqualTo(3);
    assertThat(Gradients.of(h, h).of(h).item()).isEqualTo(1);
  }

  @Test
  void parametersAreInputsLikeAnyOther() {
    Parameter weight =
        Parameter.weight("w", Shape.of(2, 3), new ConstantInitializer(0)).stored(List.of(1, 0));
    ParameterStore store = ParameterStore.of(List.of(weight));
    store.write(weight, 1, -2, 3, 0.5f, 0, -1);
    Tensor w = Tensor.parameter(weight);
    Tensor constant = Tensor.of(Shape.of(2, 3), 1f, -2, 3, 0.5f, 0, -1);
    Run run =
        Plan.compile(List.of(Gradients.of(loss(w), w).of(w)), PortableKernels.of()).newRun(store);
    run.execute();
    assertThat(run.read(0))
        .containsExactly(Gradients.of(loss(constant), constant).of(constant).toDoubles());
  }

  private static Tensor loss(Tensor weights) {
    Tensor x = Tensor.of(Shape.of(2, 3), 1f, 2, 3, -1, 0, 1);
    return x.matmul(weights.transpose()).tanh().square().sum();
  }

  /** Neither building nor differentiating nor running a deep graph recurses or takes n² time. */
  @Test
  void aChainOfTwoHundredThousandOps() {
    Tensor x = Tensor.scalar(0.5f);
    Tensor one = Tensor.scalar(1f);
    Tensor y = x;
    double value = 0.5f;
    double slope = 1;
    for (int i = 0; i < 100_000; i++) {
      y = y.mul(one).tanh();
      value = StrictMath.tanh(value);
      slope *= 1 - value * value;
    }
    Tensor gradient = Gradients.of(y, x).of(x);
    Run run = Plan.compile(List.of(y, gradient), PortableKernels.of()).newRun();
    run.execute();
    assertThat(run.read(0)[0]).isCloseTo(value, withinPercentage(1));
    assertThat(run.read(1)[0]).isCloseTo(slope, withinPercentage(1));
  }
}
