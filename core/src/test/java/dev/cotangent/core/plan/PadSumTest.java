package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import org.junit.jupiter.api.Test;

/** Gradients of tensors that are read in slices. */
class PadSumTest {

  private static final Tensor X = Tensor.input("x", DType.F32, Shape.of(2, 3));
  private static final float[] WEIGHTS = {1, 2, 3, 4, 5, 6};

  @Test
  void slicesOfSumWithItselfCountTwice() {
    Tensor twice = X.add(X);
    assertThat(gradient(swapped(twice))).containsExactly(6, 2, 4, 12, 8, 10);
  }

  @Test
  void slicesOfSumOfFourCountFourTimes() {
    Tensor twice = X.add(X);
    assertThat(gradient(swapped(twice.add(twice)))).containsExactly(12, 4, 8, 24, 16, 20);
  }

  @Test
  void slicesCountOnce() {
    assertThat(gradient(swapped(X))).containsExactly(3, 1, 2, 6, 4, 5);
  }

  /** The first column behind the others. */
  private static Tensor swapped(Tensor x) {
    return Tensor.concat(1, x.slice(1, 1, 3), x.slice(1, 0, 1));
  }

  private static double[] gradient(Tensor y) {
    Tensor loss = y.mul(Tensor.of(Shape.of(2, 3), WEIGHTS)).sum();
    return Gradients.of(loss, X).of(X).toDoubles();
  }
}
