package dev.cotangent.training.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.training.step.Trial.Outcome;
import org.junit.jupiter.api.Test;

/** When other kernels win or lose a trial, with made-up times of steps. */
class TrialTest {

  private static final long MILLI = 1_000_000;
  private static final double OPERATIONS = 1e6;

  private final Trial trial = new Trial();

  private void usual(long nanos) {
    while (!trial.knowsUsual()) {
      trial.usual(OPERATIONS, nanos);
    }
  }

  private Outcome step(long nanos) {
    return trial.other(OPERATIONS, nanos);
  }

  @Test
  void aSeriesOfFasterStepsWins() {
    usual(10 * MILLI);
    assertThat(step(4 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(step(4 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(step(4 * MILLI)).isEqualTo(Outcome.WON);
  }

  @Test
  void theFirstStepsMayBeSlow() {
    usual(10 * MILLI);
    assertThat(step(30 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(step(20 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(step(4 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(step(4 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(step(4 * MILLI)).isEqualTo(Outcome.WON);
  }

  @Test
  void aSlowStepStartsTheSeriesAgain() {
    usual(10 * MILLI);
    step(4 * MILLI);
    step(4 * MILLI);
    step(9 * MILLI);
    assertThat(step(4 * MILLI)).isEqualTo(Outcome.OPEN);
  }

  @Test
  void whatCostsTooMuchLoses() {
    usual(10 * MILLI);
    assertThat(step(60 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(step(60 * MILLI)).isEqualTo(Outcome.LOST);
  }

  @Test
  void longStepsMayCostMore() {
    usual(100 * MILLI);
    assertThat(step(290 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(step(60 * MILLI)).as("one long step is enough").isEqualTo(Outcome.WON);
  }

  @Test
  void equalSpeedLosesInTheEnd() {
    usual(10 * MILLI);
    int steps = 1;
    while (step(10 * MILLI) == Outcome.OPEN) {
      steps++;
    }
    assertThat(steps).isEqualTo(41);
  }

  @Test
  void shortStepsAreAddedUp() {
    usual(1_000);
    int steps = 1;
    while (step(500) == Outcome.OPEN) {
      steps++;
    }
    assertThat(steps).as("three samples of 0.2 ms").isEqualTo(1_200);
  }

  @Test
  void stepsOfOtherSizesAreComparedByTheirOperations() {
    usual(10 * MILLI);
    assertThat(trial.other(2 * OPERATIONS, 8 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(trial.other(OPERATIONS / 2, 2 * MILLI)).isEqualTo(Outcome.OPEN);
    assertThat(trial.other(OPERATIONS, 4 * MILLI)).isEqualTo(Outcome.WON);
  }
}
