package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.Ema;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Averages of weights, of trainings and of loops of one's own. */
class AveragesTest {

  private static final Dataset DATA = Fixtures.plane(32);

  private static Model model() {
    return Fixtures.model(Shape.of(2), 3, Dense.of(5), new BatchNorm1d(), Dense.of(1));
  }

  private static Trainer trainer(Model model, Optimizer rule) {
    return Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(rule)
        .kernels(Fixtures.portable())
        .workers(1)
        .batch(8);
  }

  /** The average by hand, after each step. */
  private static final class ByHand implements Callback {

    private double[] average = {};
    private Optional<Model> model = Optional.empty();

    @Override
    public void onStart(Model started) {
      model = Optional.of(started);
    }

    @Override
    public void onStep(StepResult result) {
      float[] values = model.orElseThrow().store().array();
      if (average.length == 0) {
        average = new double[values.length];
      }
      for (int i = 0; i < values.length; i++) {
        average[i] = result.step() == 1 ? values[i] : 0.9 * average[i] + 0.1 * values[i];
      }
    }
  }

  @Test
  void aTrainingKeepsTheAverage() {
    Model model = model();
    ByHand byHand = new ByHand();
    History history =
        trainer(model, Ema.of(Adam.of(1e-2), 0.9))
            .group("0.bias", Sgd.of(1e-2))
            .freeze("2.bias")
            .callbacks(byHand)
            .fit(DATA, 5);
    Model plain = model();
    trainer(plain, Adam.of(1e-2)).group("0.bias", Sgd.of(1e-2)).freeze("2.bias").fit(DATA, 5);
    assertThat(model.store().sha256()).isEqualTo(plain.store().sha256());
    Model averaged = history.averaged().orElseThrow();
    int weights = model.store().trainableSize();
    for (NamedParameter each : Models.of(model).parameters()) {
      int from = model.store().offset(each.parameter());
      for (int i = from; i < from + each.parameter().shape().size(); i++) {
        boolean mean = i < weights && !each.name().equals("0.bias");
        double expected = mean ? byHand.average[i] : model.store().array()[i];
        assertThat((double) averaged.store().array()[i])
            .as(each.name())
            .isCloseTo(expected, within(1e-6));
      }
    }
    assertThat(averaged.store().sha256()).isNotEqualTo(model.store().sha256());
  }

  @Test
  void withoutEmaThereIsNone() {
    Model model = model();
    Trainer trainer = trainer(model, Adam.of(1e-2));
    assertThat(trainer.fit(DATA, 1).averaged()).isEmpty();
    try (TrainStep step = trainer.step()) {
      assertThatThrownBy(() -> step.averaged(model))
          .hasMessageContaining("wrap its optimizer, as in Ema.of(Adam.of(1e-3), 0.999)");
      assertThatThrownBy(() -> step.averaged(model()))
          .hasMessageContaining("the step does not train");
    }
  }

  /** A training that goes on has the average of one that never stopped. */
  @Test
  void aCheckpointHoldsTheAverage(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("checkpoint");
    Ema rule = Ema.of(AdamW.of(1e-2), 0.95);
    String whole = hash(trainer(model(), rule).fit(DATA, 4));
    trainer(model(), rule).checkpoint(file, 0).fit(DATA, 2);
    assertThat(hash(trainer(model(), rule).resume(Checkpoint.read(file)).fit(DATA, 4)))
        .isEqualTo(whole);
    assertThatThrownBy(
            () ->
                trainer(model(), Ema.of(Adam.of(1e-2), 0.95))
                    .resume(Checkpoint.read(file).accepting(Setting.OPTIMIZER))
                    .fit(DATA, 4))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("ema of adam instead of ema of adamw");
    assertThatThrownBy(
            () ->
                trainer(model(), Ema.of(AdamW.of(1e-2), 0.9))
                    .resume(Checkpoint.read(file))
                    .fit(DATA, 4))
        .hasMessageContaining("optimizer.decay 0.9 instead of 0.95");
  }

  private static String hash(History history) {
    return history.averaged().orElseThrow().store().sha256();
  }

  /** The copy is one: later steps do not change it, and it predicts. */
  @Test
  void aLoopEvaluatesTheAverage() {
    Model model = model();
    Batch batch = DATA.batch(0, 1, 2, 3);
    try (TrainStep step = trainer(model, Ema.of(Adam.of(1e-1), 0.99)).step()) {
      step.run(batch);
      step.run(batch);
      Model averaged = step.averaged(model);
      String before = averaged.store().sha256();
      step.run(batch);
      assertThat(averaged.store().sha256()).isEqualTo(before);
      assertThat(averaged.predictor().predict(new float[] {1, 2})).hasSize(1);
    }
  }
}
