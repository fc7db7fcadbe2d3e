package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunInputTest {

  private static Run run(DType dtype) {
    Tensor x = Tensor.input("x", dtype, Shape.of(2, 3));
    return Plan.compile(List.of(x.add(x)), PortableKernels.of()).newRun();
  }

  @Test
  void anArrayThatIsTooShortIsComparedWithTheInput() {
    Run run = run(DType.F32);
    assertThatThrownBy(() -> run.feed("x", new float[5], 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "input 'x' F32[2, 3] was fed a float[5] from offset 0, expected a float[] with 6"
                + " elements from there");
    assertThatThrownBy(() -> run.feed("x", new float[10], 5))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith(
            "was fed a float[10] from offset 5, expected a float[] with 6 elements from there");
    assertThatThrownBy(() -> run.feed("x", new float[10], -1))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith(
            "was fed a float[10] from offset -1, expected an offset of at least 0");
  }

  @Test
  void anArrayOfAnotherKindIsNamed() {
    assertThatThrownBy(() -> run(DType.F32).feed("x", new int[6], 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith(
            "was fed an int[6] from offset 0, expected a float[] with 6 elements from there");
    assertThatThrownBy(() -> run(DType.F64).feed("x", new float[6], 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("expected a double[]");
  }

  @Test
  void whatFailedToBeFedIsStillMissing() {
    Run run = run(DType.F32);
    assertThatThrownBy(() -> run.feed("x", new float[1], 0)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(run::execute)
        .hasMessage("input 'x' F32[2, 3] has not been fed, expected Run.feed before execute");
    run.feed("x", new float[] {1, 2, 3, 4, 5, 6}, 0);
    run.execute();
    assertThat(run.read(0)).containsExactly(2, 4, 6, 8, 10, 12);
  }
}
