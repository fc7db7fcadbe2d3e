package dev.cotangent.core.op.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Window;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ties, NaN, infinities and padding, on doubles and on kernels. */
class MaxPoolTest {

  private static final Window PAIRS = Window.of(2, 2).withStride(2, 2);
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static Tensor image(DType dtype, int height, double... pixels) {
    return Tensor.f64(Shape.of(1, 1, height, pixels.length / height), pixels).cast(dtype);
  }

  private static double[] gradient(Window window, Tensor x) {
    Tensor y = new MaxPool(window).on(x);
    Tensor upstream = Tensor.iota(y.shape().size()).add(1).reshape(y.shape()).cast(x.dtype());
    return Gradients.of(y, upstream, List.of(x)).of(x).toDoubles();
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void theFirstOfSeveralLargestTakesTheGradient(DType dtype) {
    Tensor x = image(dtype, 2, 1, 1, 0, 3, 0, 0, 5, 1, 1, 1, 3, 0, 0, 0, 4, 5);
    assertThat(new MaxPool(PAIRS).on(x).toDoubles()).containsExactly(1, 3, 0, 5);
    assertThat(gradient(PAIRS, x)).containsExactly(1, 0, 0, 2, 3, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void zeroIsAboveMinusZero(DType dtype) {
    Tensor x = image(dtype, 2, -0.0, 0, -0.0, -0.0, -0.0, 0, -0.0, -0.0);
    assertThat(new MaxPool(PAIRS).on(x).toDoubles()).containsExactly(0.0, -0.0);
    assertThat(gradient(PAIRS, x)).containsExactly(0, 1, 2, 0, 0, 0, 0, 0);
    Window row = Window.of(1, 2).withStride(1, 2);
    assertThat(new MaxPool(row).on(x).toDoubles()).containsExactly(0.0, -0.0, 0.0, -0.0);
    assertThat(gradient(row, x)).containsExactly(0, 1, 2, 0, 0, 3, 4, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void theFirstNanIsTheLargest(DType dtype) {
    Tensor x = image(dtype, 2, 1, NAN, INF, 0, NAN, INF, -NAN, -INF);
    assertThat(new MaxPool(PAIRS).on(x).toDoubles()).containsExactly(NAN, NAN);
    assertThat(gradient(PAIRS, x)).containsExactly(0, 1, 0, 0, 0, 0, 2, 0);
    Window row = Window.of(1, 3);
    Tensor line = image(dtype, 1, 1, NAN, NAN, 2, 3);
    assertThat(new MaxPool(row).on(line).toDoubles()).containsExactly(NAN, NAN, NAN);
    assertThat(gradient(row, line)).containsExactly(0, 3, 3, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void paddingIsNeverTheLargest(DType dtype) {
    Window window = Window.of(2, 2).withStride(2, 2).withPadding(1, 1);
    Tensor x = image(dtype, 2, -INF, -5, -6, -INF);
    assertThat(new MaxPool(window).on(x).toDoubles()).containsExactly(-INF, -5, -6, -INF);
    assertThat(gradient(window, x)).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void windowsThatOverlapAddUp(DType dtype) {
    Tensor x = image(dtype, 3, 0, 1, 0, 2, 9, 3, 0, 4, 0);
    assertThat(gradient(Window.of(2, 2), x)).containsExactly(0, 0, 0, 0, 10, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void whatDoesNotFitIsNamed(DType dtype) {
    Tensor x = image(dtype, 2, 0, 1, 2, 3);
    assertThatThrownBy(() -> new MaxPool(Window.of(3, 1)).on(x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll(
            "max_pool", "[1, 1, 2, 2]", "3x1", "expected images at least as large");
    assertThatThrownBy(() -> new MaxPool(Window.of(2, 2).withPadding(2, 0)).on(x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("expected a padding of at most half the kernel");
    assertThatThrownBy(() -> new MaxPoolGrad(PAIRS).on(x, x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("max_pool_grad", "[1, 1, 1, 1]", "[1, 1, 2, 2]");
  }
}
