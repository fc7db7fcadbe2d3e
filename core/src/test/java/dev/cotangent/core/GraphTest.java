package dev.cotangent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.op.elementwise.Add;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.order.GraphOrder;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The graph: what a tensor is, how values come out of it, and what errors say. */
class GraphTest {

  @Test
  void lectureExample() {
    Tensor x = Tensor.scalar(-2);
    Tensor y = Tensor.scalar(5);
    Tensor z = Tensor.scalar(-4);
    Tensor f = x.add(y).mul(z);
    Gradients g = Gradients.of(f, x, y, z);
    assertThat(f.item()).isEqualTo(-12);
    assertThat(g.of(x).item()).isEqualTo(-4);
    assertThat(g.of(y).item()).isEqualTo(-4);
    assertThat(g.of(z).item()).isEqualTo(3);
  }

  @Test
  void lectureSigmoidNeuron() {
    Tensor w = Tensor.f64(Shape.of(3), 2.0, -3, -3);
    Tensor x = Tensor.f64(Shape.of(3), -1.0, -2, 1);
    Tensor f = w.mul(x).sum().sigmoid();
    double slope = f.item() * (1 - f.item());
    assertThat(f.item()).isCloseTo(1 / (1 + StrictMath.exp(-1)), offset());
    assertThat(Gradients.of(f, w).of(w).toDoubles())
        .containsExactly(new double[] {-slope, -2 * slope, slope}, offset());
    assertThat(Gradients.of(f, x).of(x).toDoubles())
        .containsExactly(new double[] {2 * slope, -3 * slope, -3 * slope}, offset());
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-15);
  }

  @Test
  void cotangentsAddUpInTheOrderOfInputs() {
    Tensor x = Tensor.f64(3.0);
    Tensor y = x.mul(x).add(x.exp()).add(x);
    assertThat(Gradients.of(y, x).of(x).item()).isEqualTo(6 + StrictMath.exp(3) + 1);
    Tensor sum = Gradients.of(y, x).of(x);
    assertThat(sum.op()).isInstanceOf(Add.class);
    // the reverse pass meets the last addend first: 1 is stored, the others are added to it
    Tensor first = sum;
    while (first.op() instanceof Add) {
      first = first.input(0);
    }
    assertThat(first.op()).isInstanceOf(Constant.class);
    assertThat(first.item()).isEqualTo(1);
  }

  @Test
  void theSameGraphGivesTheSameGradientGraph() {
    assertThat(gradientPicture()).isEqualTo(gradientPicture());
  }

  private static List<String> gradientPicture() {
    Tensor x = Tensor.f64(Shape.of(2), 0.5, 1.5);
    Tensor w = Tensor.f64(Shape.of(2, 2), 1.0, 2, 3, 4);
    Tensor h = x.reshape(Shape.of(1, 2)).matmul(w).tanh();
    Tensor y = h.mul(h).add(h).add(w).sum();
    Gradients gradients = Gradients.of(y, x, w);
    return GraphOrder.of(List.of(gradients.of(x), gradients.of(w)), Tensor::inputs).nodes().stream()
        .map(Tensor::toString)
        .toList();
  }

  @Test
  void anInputUsedTwiceByOneOpCountsTwice() {
    Tensor x = Tensor.f64(Shape.of(2), 3.0, -2);
    assertThat(Gradients.of(x.mul(x).sum(), x).of(x).toDoubles()).containsExactly(6, -4);
    assertThat(Gradients.of(x.sub(x).sum(), x).of(x).toDoubles()).containsExactly(0, 0);
    Tensor m = Tensor.f64(Shape.of(2, 2), 1.0, 2, 3, 4);
    assertThat(Gradients.of(m.matmul(m).sum(), m).of(m).toDoubles()).containsExactly(7, 11, 9, 13);
  }

  @Test
  void broadcastEdgesSumBack() {
    Tensor row = Tensor.f64(Shape.of(3), 1.0, 2, 3);
    Tensor column = Tensor.f64(Shape.of(2, 1), 10.0, 20);
    Tensor scalar = Tensor.f64(2.0);
    Tensor y = row.add(column).mul(scalar);
    Gradients g = Gradients.of(y.sum(), row, column, scalar);
    assertThat(g.of(row).toDoubles()).containsExactly(4, 4, 4);
    assertThat(g.of(column).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(g.of(column).toDoubles()).containsExactly(6, 6);
    assertThat(g.of(scalar).item()).isEqualTo(102);
  }

  @Test
  void detachStopsGradients() {
    Tensor x = Tensor.f64(3.0);
    assertThat(Gradients.of(x.mul(x.detach()), x).of(x).item()).isEqualTo(3);
    Gradients none = Gradients.of(x.detach().square(), x);
    assertThat(none.find(x)).isEmpty();
    assertThatThrownBy(() -> none.of(x))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("does not depend on F64[] 3 by differentiable ops");
  }

  @Test
  void aGradientMustBeAskedFor() {
    Tensor x = Tensor.f64(3.0);
    Tensor other = Tensor.f64(4.0);
    Gradients gradients = Gradients.of(x.square(), x);
    assertThatThrownBy(() -> gradients.of(other))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(": not computed, expected one of the tensors passed");
  }

  @Test
  void onlyAScalarHasAGradientWithoutCotangent() {
    Tensor x = Tensor.f64(Shape.of(2), 1.0, 2);
    assertThatThrownBy(() -> Gradients.of(x.square(), x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("F64[2]");
    Tensor wrong = Tensor.f64(Shape.of(3), 1.0, 2, 3);
    assertThatThrownBy(() -> Gradients.of(x.square(), wrong, List.of(x)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("F64[3]")
        .hasMessageContaining("F64[2]");
    Tensor labels = Tensor.iota(1);
    assertThatThrownBy(() -> Gradients.of(labels, labels)).isInstanceOf(ShapeException.class);
  }

  @Test
  void shapeErrorsNameTheOpAndBothShapes() {
    Tensor a = Tensor.f64(Shape.of(2, 3), new double[6]);
    Tensor b = Tensor.f64(Shape.of(2), new double[2]);
    assertThatThrownBy(() -> a.add(b))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "add: shapes [2, 3] and [2]: lengths 3 and 2 on axis -1, expected equal lengths or 1");
    assertThatThrownBy(() -> a.matmul(a))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("matmul")
        .hasMessageContaining("F64[2, 3] has 3 columns and F64[2, 3] has 2 rows");
    assertThatThrownBy(() -> a.add(Tensor.of(Shape.of(2, 3), new float[6])))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("F64[2, 3] and F32[2, 3]");
    assertThatThrownBy(() -> a.reshape(Shape.of(5)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("F64[2, 3]")
        .hasMessageContaining("[5]");
    assertThatThrownBy(() -> a.transpose(List.of(0, 0))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> a.broadcastTo(Shape.of(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("F64[2, 3]");
    assertThatThrownBy(() -> a.sum(2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("axis 2 of shape [2, 3], expected an axis from -2 to 1");
    assertThatThrownBy(a::item).isInstanceOf(ShapeException.class).hasMessageContaining("[2, 3]");
    assertThatThrownBy(b::transpose).isInstanceOf(ShapeException.class).hasMessageContaining("[2]");
  }

  @Test
  void anUnfedInputIsNamed() {
    Tensor x = Tensor.input("pixels", DType.F32, Shape.of(2));
    Tensor y = x.square();
    assertThatThrownBy(y::toFloats)
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("'pixels'");
    Run run = Plan.compile(List.of(y), PortableKernels.of()).newRun();
    assertThatThrownBy(run::execute)
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("'pixels'");
    assertThatThrownBy(() -> run.feed("labels", new float[2], 0))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("'labels'")
        .hasMessageContaining("pixels");
    assertThatThrownBy(() -> run.feed("pixels", new float[2], 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("'pixels'");
    run.feed("pixels", new float[] {9, 2, 3}, 1);
    run.execute();
    assertThat(run.read(0)).containsExactly(4, 9);
  }

  @Test
  void evalForgetsTheGraph() {
    Tensor x = Tensor.of(Shape.of(2), 1.5f, 2);
    Tensor y = x.square().eval();
    assertThat(y.op()).isInstanceOf(Constant.class);
    assertThat(y.inputs()).isEmpty();
    assertThat(y.toFloats()).containsExactly(2.25f, 4);
  }

  @Test
  void constantsAreCopies() {
    double[] values = {1, 2};
    Tensor x = Tensor.f64(Shape.of(2), values);
    values[0] = 7;
    assertThat(x.toDoubles()).containsExactly(1, 2);
    x.toDoubles()[0] = 7;
    assertThat(x.toDoubles()).containsExactly(1, 2);
  }

  @Test
  void emptyTensorsHaveValuesAndGradients() {
    Tensor x = Tensor.f64(Shape.of(0, 3), new double[0]);
    Tensor y = x.square().sum();
    assertThat(y.item()).isEqualTo(0);
    assertThat(Gradients.of(y, x).of(x).toDoubles()).isEmpty();
    assertThat(x.mean().item()).isNaN();
    Tensor product =
        Tensor.of(Shape.of(2, 0), new float[0]).matmul(Tensor.of(Shape.of(0, 2), new float[0]));
    assertThat(product.toFloats()).containsExactly(0, 0, 0, 0);
  }
}
