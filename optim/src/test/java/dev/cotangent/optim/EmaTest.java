package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmaTest {

  private static final float[] START = {0.5f, -2, 3e-4f, 700};

  private static float[] gradients(int step) {
    return new float[] {step % 3 - 1, 0.1f * step, -1, 5 - step};
  }

  /** The average of PyTorch's AveragedModel: the weights after step 1, then a running mean. */
  @Test
  void theAverageIsThatOfAllWeightsBefore() {
    for (Optimizer base : List.of(Adam.of(1e-2), Sgd.of(0.1).withMomentum(0.9), new Muon())) {
      Ema ema = Ema.of(base, 0.9);
      Steps averaged = new Steps(ema, START);
      Steps plain = new Steps(base, START);
      double[] expected = new double[START.length];
      for (int step = 0; step < 40; step++) {
        float[] values = plain.step(gradients(step));
        assertThat(averaged.step(gradients(step))).containsExactly(values);
        for (int i = 0; i < expected.length; i++) {
          expected[i] = step == 0 ? values[i] : 0.9 * expected[i] + 0.1 * values[i];
          double average = values[i] + (double) averaged.slots()[ema.slot()][i];
          assertThat(average).isCloseTo(expected[i], within(1e-6 * (1 + Math.abs(values[i]))));
        }
      }
    }
  }

  @Test
  void byNameWithAnyRule() {
    Optimizer ema = new Ema().with(Attributes.none().with("decay", 0.5));
    assertThat(ema).isEqualTo(Ema.of(new Adam(), 0.5));
    Optimizer other =
        ema.with(Attributes.none().with("of", "sgd").with("of.momentum", 0.9).with("decay", 0L));
    assertThat(other).isEqualTo(Ema.of(Sgd.of(1e-3).withMomentum(0.9), 0));
    assertThat(new Ema().with(other.attributes()).withLearningRate(1e-3)).isEqualTo(other);
    assertThatThrownBy(() -> new Ema().with(Attributes.none().with("of.speed", 1)))
        .hasMessageContaining("attribute 'of.speed': unknown attribute 'speed'");
    assertThatThrownBy(() -> new Ema().with(Attributes.none().with("of", "adom")))
        .hasMessageContaining("adom")
        .hasMessageContaining("adam");
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatThrownBy(() -> Ema.of(new Adam(), 1))
        .hasMessageContaining("ema: decay is 1.0, expected a number in");
    assertThatThrownBy(() -> Ema.of(new Ema(), 0.9))
        .hasMessageContaining("the optimizer is an ema itself");
  }

  /** What a plugin's rule promises, a rule around it does not. */
  @Test
  void aRuleOfOthersStaysOne() {
    Optimizer foreign =
        new Optimizer() {
          @Override
          public String id() {
            return "foreign";
          }

          @Override
          public double learningRate() {
            return 1;
          }

          @Override
          public Optimizer withLearningRate(double rate) {
            return this;
          }

          @Override
          public int slots() {
            return 0;
          }

          @Override
          public void update(ParameterSlice slice) {
            throw new IllegalStateException();
          }
        };
    Ema ema = Ema.of(foreign, 0.9);
    assertThat(ema.alwaysReturns()).isFalse();
    assertThat(ema.staysFinite()).isFalse();
    assertThat(new Ema().alwaysReturns()).isTrue();
    assertThat(new Ema().staysFinite()).isTrue();
  }
}
