package dev.cotangent.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {

  private static final CrossEntropy LOSS = CrossEntropy.ofClassIndices();
  private final Tensor logits = Tensor.of(Shape.of(2, 3), 1f, 2f, 3f, 0f, 0f, 0f);
  private final Tensor labels = Tensor.i32(Shape.of(2), 2, 0);

  @Test
  void isMinusTheLogOfTheProbability() {
    float[] elements = LOSS.terms(logits, labels).elements().toFloats();
    assertThat(elements[0]).isCloseTo(0.40760596f, within(1e-6f));
    assertThat(elements[1]).isCloseTo((float) Math.log(3), within(1e-6f));
    assertThat(LOSS.terms(logits, labels).weight().item()).isEqualTo(2);
  }

  @Test
  void takesTheLastAxisForTheClasses() {
    Tensor wide = logits.reshape(Shape.of(1, 2, 3));
    LossTerms terms = LOSS.terms(wide, labels.reshape(Shape.of(1, 2)));
    assertThat(terms.elements().shape()).isEqualTo(Shape.of(1, 2));
    assertThat(terms.mean().item()).isEqualTo(LOSS.terms(logits, labels).mean().item());
  }

  @Test
  void staysFiniteAtLargeLogits() {
    Tensor large = Tensor.of(Shape.of(1, 2), 1e30f, -1e30f);
    Tensor right = Tensor.of(Shape.of(1), new int[] {0});
    assertThat(LOSS.terms(large, right).mean().item()).isZero();
  }

  @Test
  void letsNothingThroughFromAnIgnoredRow() {
    Tensor bad = Tensor.of(Shape.of(2, 3), 1f, 2f, 3f, Float.NaN, Float.POSITIVE_INFINITY, 0f);
    for (int ignored : new int[] {-100, 1}) {
      Tensor some = Tensor.i32(Shape.of(2), 2, ignored);
      Tensor mean = LOSS.withIgnoreIndex(ignored).withLabelSmoothing(0.1).terms(bad, some).mean();
      assertThat(mean.item()).isFinite();
      float[] gradient = Gradients.of(mean, bad).of(bad).toFloats();
      assertThat(gradient[0]).isNotZero();
      assertThat(new float[] {gradient[3], gradient[4], gradient[5]}).containsExactly(0, 0, 0);
    }
  }

  @Test
  void hasNoMeanWhereEveryRowIsIgnored() {
    Tensor none = Tensor.i32(Shape.of(2), -100, -100);
    LossTerms terms = LOSS.withIgnoreIndex(-100).terms(logits, none);
    assertThat(terms.sum().item()).isZero();
    assertThat(terms.weight().item()).isZero();
    assertThat(terms.mean().item()).isNaN();
  }

  @Test
  void givesNaNForALabelThatIsNoClass() {
    Tensor wrong = Tensor.i32(Shape.of(2), 3, 0);
    float[] elements = LOSS.terms(logits, wrong).elements().toFloats();
    assertThat(elements[0]).isNaN();
    assertThat(elements[1]).isFinite();
  }

  @Test
  void saysWhatTargetsItTakes() {
    assertThat(LOSS.targetType()).isEqualTo(DType.I32);
    assertThat(LOSS.targetShape(Shape.of(5, 4, 3))).isEqualTo(Shape.of(5, 4));
    assertThat(LOSS.id()).isEqualTo("cross_entropy");
    assertThatThrownBy(() -> LOSS.terms(logits, Tensor.of(Shape.of(2), 0f, 1f)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("cross_entropy", "F32[2, 3]", "I32[2]", "F32[2]");
    assertThatThrownBy(() -> LOSS.withClassWeights(1, 2).terms(logits, labels))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("2 class weights", "expected 3");
  }

  @Test
  void checksItsOptions() {
    assertThatThrownBy(() -> LOSS.withLabelSmoothing(1.5))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> LOSS.withClassWeights(1, -1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("-1.0");
  }

  @Test
  void meanSquaredErrorDoesNotBroadcast() {
    MeanSquaredError loss = new MeanSquaredError();
    Tensor row = Tensor.of(Shape.of(1, 3), 1f, 2f, 3f);
    assertThatThrownBy(() -> loss.terms(logits, row))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("mse", "F32[2, 3]", "F32[1, 3]");
    assertThat(loss.terms(row, Tensor.of(Shape.of(1, 3), 1f, 0f, 0f)).mean().item())
        .isCloseTo(13 / 3.0, within(1e-6));
    assertThat(loss.targetType()).isEqualTo(DType.F32);
  }
}
