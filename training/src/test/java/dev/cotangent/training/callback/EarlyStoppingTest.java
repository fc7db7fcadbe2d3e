package dev.cotangent.training.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.Fixtures;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Patience, and the best epoch's parameters. */
class EarlyStoppingTest {

  private final Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1));
  private final EarlyStopping stopping = EarlyStopping.patience(2);

  private void epoch(int number, double loss) {
    model.store().array()[0] = number;
    Evaluation validation = new Evaluation(1, loss, Map.of());
    stopping.onEpochEnd(
        new EpochResult(number, number, -number, Optional.of(validation), 0.1, 1, 1));
  }

  @Test
  void watchesTheValidationLossAndRestoresTheBest() {
    stopping.onStart(model);
    epoch(1, 0.5);
    epoch(2, 0.3);
    epoch(3, Double.NaN);
    assertThat(stopping.shouldStop()).isFalse();
    epoch(4, 0.2);
    epoch(5, 0.2);
    assertThat(stopping.shouldStop()).isFalse();
    epoch(6, 0.3);
    assertThat(stopping.shouldStop()).isTrue();
    stopping.onEnd();
    assertThat(model.store().array()[0]).isEqualTo(4);
    assertThat(stopping.bestEpoch()).isEqualTo(4);
    assertThat(stopping.bestValue()).isEqualTo(0.2);
  }

  @Test
  void withoutAnyBetterEpochNothingIsRestored() {
    stopping.onStart(model);
    epoch(1, Double.NaN);
    stopping.onEnd();
    assertThat(model.store().array()[0]).isEqualTo(1);
    assertThat(stopping.bestEpoch()).isZero();
  }

  @Test
  void endsATraining() {
    // a rate that is far too high: every epoch is worse than the one before
    History history =
        Trainer.of(model)
            .loss(new MeanSquaredError())
            .optimizer(Sgd.of(1.6))
            .callbacks(stopping)
            .fit(Fixtures.plane(32), 50);
    assertThat(history.stoppedEarly()).isTrue();
    assertThat(history.epochs()).hasSize(stopping.bestEpoch() + 2);
    assertThat(history.sha256()).isEqualTo(model.store().sha256());
  }

  @Test
  void patienceIsPositive() {
    assertThatThrownBy(() -> EarlyStopping.patience(0)).isInstanceOf(CotangentException.class);
  }
}
