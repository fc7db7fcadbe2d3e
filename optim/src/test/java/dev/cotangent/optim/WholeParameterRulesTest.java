package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.optimizer.Optimizer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WholeParameterRulesTest {

  private static final int ROWS = 6;
  private static final int COLUMNS = 10;

  static Stream<Optimizer> rules() {
    return Stream.of(new Muon(), new Adafactor().withWeightDecay(0.1));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theOrderInMemoryDoesNotMatter(Optimizer rule) {
    float[] start = floats(1, ROWS * COLUMNS);
    Steps rowMajor = new Steps(rule, start, ROWS, COLUMNS, COLUMNS);
    Steps columnMajor = new Steps(rule, transposed(start), ROWS, COLUMNS, 1);
    for (int step = 0; step < 3; step++) {
      float[] gradients = floats(2 + step, ROWS * COLUMNS);
      float[] expected = rowMajor.step(gradients);
      assertThat(columnMajor.step(transposed(gradients))).isEqualTo(transposed(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void noGradientAtAllChangesNothingButByDecay(Optimizer rule) {
    float[] start = floats(1, ROWS * COLUMNS);
    float left = (float) (1 - rule.learningRate() * 0.1);
    float[] after = new Steps(rule, start, ROWS, COLUMNS, COLUMNS).step(new float[ROWS * COLUMNS]);
    for (int i = 0; i < start.length; i++) {
      assertThat(after[i]).isCloseTo(start[i] * left, org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  @Test
  void muonStepsAreNearlyOrthogonal() {
    Muon rule = Muon.of(1).withWeightDecay(0).withMomentum(0);
    Steps steps = new Steps(rule, new float[ROWS * COLUMNS], ROWS, COLUMNS, COLUMNS);
    float[] step = steps.step(floats(3, ROWS * COLUMNS));
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < ROWS; b++) {
        double product = dot(step, a, b);
        double expected = a == b ? 1 : 0;
        assertThat(Math.abs(product - expected)).isLessThan(0.5);
      }
    }
  }

  @Test
  void aTallMatrixStepsFartherThanAWideOne() {
    Muon rule = Muon.of(1).withWeightDecay(0).withMomentum(0);
    float[] gradients = floats(3, ROWS * COLUMNS);
    float[] wide = new Steps(rule, new float[60], ROWS, COLUMNS, COLUMNS).step(gradients);
    // the same numbers as a matrix of ten rows, six columns, that lies column by column
    float[] tall = new Steps(rule, new float[60], COLUMNS, ROWS, 1).step(gradients);
    float factor = (float) Math.sqrt((double) COLUMNS / ROWS);
    for (int i = 0; i < wide.length; i++) {
      assertThat(tall[i]).isCloseTo(wide[i] * factor, org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  private static double dot(float[] x, int a, int b) {
    double sum = 0;
    for (int i = 0; i < COLUMNS; i++) {
      sum += (double) x[a * COLUMNS + i] * x[b * COLUMNS + i];
    }
    return sum;
  }

  private static float[] transposed(float[] x) {
    float[] result = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i % COLUMNS * ROWS + i / COLUMNS] = x[i];
    }
    return result;
  }

  private static float[] floats(long seed, int size) {
    Random random = new Random(seed);
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return floats;
  }
}
