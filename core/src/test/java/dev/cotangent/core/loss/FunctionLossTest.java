package dev.cotangent.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class FunctionLossTest {

  private static final Tensor PREDICTION = Tensor.f64(Shape.of(2, 2), 1.0, 2.0, 3.0, 5.0);
  private static final Tensor TARGET = Tensor.f64(Shape.of(2, 2), 0.0, 2.0, 5.0, 1.0);

  private static double mean(Loss loss) {
    return loss.terms(PREDICTION, TARGET).mean().item();
  }

  @Test
  void isTheMeanOfTheFunctionOverAllElements() {
    Loss pinball =
        Loss.elementwise("pinball", (p, t) -> t.sub(p).mul(0.9).maximum(t.sub(p).mul(-0.1)));
    assertThat(pinball.id()).isEqualTo("pinball");
    assertThat(mean(pinball)).isEqualTo((0.1 + 0 + 0.9 * 2 + 0.1 * 4) / 4);
    assertThat(mean(Loss.elementwise("squares", (p, t) -> p.sub(t).square())))
        .isEqualTo(mean(new MeanSquaredError()));
  }

  @Test
  void takesTargetsOfThePredictionsShapeOnly() {
    Loss loss = Loss.elementwise("distance", (p, t) -> p.sub(t).abs());
    assertThatThrownBy(() -> loss.terms(PREDICTION, Tensor.f64(Shape.of(2), 1.0, 2.0)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("distance: the target is F64[2] for predictions F64[2, 2], expected F64[2, 2]");
  }

  @Test
  void namesAFunctionThatReturnsNoLossOfEachElement() {
    refuses((p, t) -> p.sub(t).sum(), "loss 'mine': the function returns F64[]");
    refuses((p, t) -> p.equalTo(t), "loss 'mine': the function returns BOOL[2, 2]");
  }

  private static void refuses(BinaryOperator<Tensor> function, String message) {
    assertThatThrownBy(() -> mean(Loss.elementwise("mine", function)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith("F64[2, 2], expected the loss of each element");
  }

  @Test
  @SuppressWarnings("NullAway") // what the compiler of others lets pass
  void namesWhatIsNull() {
    assertThatThrownBy(() -> Loss.elementwise(null, (p, t) -> p))
        .isInstanceOf(CotangentException.class)
        .hasMessage("loss: the id is null");
    assertThatThrownBy(() -> Loss.elementwise("mine", null))
        .hasMessage("loss 'mine': the function is null");
    assertThatThrownBy(() -> mean(Loss.elementwise("mine", (p, t) -> null)))
        .hasMessage("loss 'mine': the result is null");
  }
}
