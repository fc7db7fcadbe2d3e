package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dropout in training: how much it drops, what it depends on, what flows back. */
class DropoutTest {

  private static final int ROWS = 200;
  private static final int COLUMNS = 500;
  private final Model model =
      Sequential.of(Dropout.of(0.2), Dropout.of(0.2)).build(Shape.of(COLUMNS), 1);

  /** The output of the first of the two layers, and the gradient of its sum. */
  private float[][] run(float input, int seed, int step, int row) {
    Model one = Model.build(Dropout.of(0.2), Shape.of(COLUMNS), 1);
    Tensor x = Tensor.input("x", DType.F32, Shape.of(ROWS, COLUMNS));
    Tensor y = one.forward(x, PlanContext.forTraining());
    return run(List.of(y, Gradients.of(y.sum(), x).of(x)), input, seed, step, row);
  }

  private static float[][] run(List<Tensor> outputs, float input, int seed, int step, int row) {
    float[] x = new float[ROWS * COLUMNS];
    Arrays.fill(x, input);
    Run run = Plan.compile(outputs, PortableKernels.of()).newRun();
    run.feed("x", x, 0);
    run.feed(PlanContext.SEED, new int[] {seed, 0}, 0);
    run.feed(PlanContext.STEP, new int[] {step, 0}, 0);
    run.feed(PlanContext.ROW, new int[] {row}, 0);
    run.execute();
    float[][] results = new float[outputs.size()][ROWS * COLUMNS];
    for (int i = 0; i < results.length; i++) {
      run.read(i, results[i], 0);
    }
    return results;
  }

  @Test
  void dropsItsShareAndKeepsTheMean() {
    float[] y = run(1, 7, 1, 0)[0];
    double mean = 0;
    int dropped = 0;
    for (float value : y) {
      assertThat(value == 0 || value == 1.25f).isTrue();
      mean += value / (double) y.length;
      dropped += value == 0 ? 1 : 0;
    }
    double deviation = Math.sqrt(0.2 * 0.8 / y.length);
    assertThat(dropped / (double) y.length).isCloseTo(0.2, within(5 * deviation));
    assertThat(mean).isCloseTo(1, within(5 * 1.25 * deviation));
  }

  @Test
  void dropsTheSameElementsForTheSameSeedAndStep() {
    float[] y = run(1, 7, 1, 0)[0];
    assertThat(run(1, 7, 1, 0)[0]).containsExactly(y);
    assertThat(run(1, 8, 1, 0)[0]).isNotEqualTo(y);
    assertThat(run(1, 7, 2, 0)[0]).isNotEqualTo(y);
  }

  @Test
  void dependsOnTheRowInTheMiniBatchAlone() {
    float[] y = run(1, 7, 1, 0)[0];
    float[] later = run(1, 7, 1, 50)[0];
    assertThat(Arrays.copyOf(later, 150 * COLUMNS))
        .containsExactly(Arrays.copyOfRange(y, 50 * COLUMNS, ROWS * COLUMNS));
  }

  @Test
  void sendsTheGradientWhereItLetTheValueThrough() {
    float[][] results = run(1, 7, 1, 0);
    assertThat(results[1]).containsExactly(results[0]);
  }

  @Test
  void letsNothingThroughFromWhatItDrops() {
    float[] y = run(Float.NaN, 7, 1, 0)[0];
    float[] mask = run(1, 7, 1, 0)[0];
    for (int i = 0; i < y.length; i++) {
      assertThat(Float.isNaN(y[i])).isEqualTo(mask[i] != 0);
    }
  }

  @Test
  void twoLayersDropDifferently() {
    Tensor x = Tensor.input("x", DType.F32, Shape.of(ROWS, COLUMNS));
    Tensor y = model.forward(x, PlanContext.forTraining());
    float[] both = run(List.of(y), 1, 7, 1, 0)[0];
    int dropped = 0;
    for (float value : both) {
      dropped += value == 0 ? 1 : 0;
    }
    assertThat(dropped / (double) both.length).isCloseTo(0.36, within(0.01));
  }
}
