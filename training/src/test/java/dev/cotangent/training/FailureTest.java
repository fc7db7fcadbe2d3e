package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.WorkException;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.ConstantRate;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.StepSettings;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that fails changes nothing, and the next one works. */
class FailureTest {

  private static final Loss LOSS = CrossEntropy.ofClassIndices();

  private volatile Supplier<Float> factor = FailureTest::pass;
  private final Model model =
      Fixtures.model(
          Shape.of(Fixtures.FEATURES),
          3,
          Dense.of(40),
          Activate.with("relu"),
          new Rogue(Rogue.Code.times(() -> factor.get())::on),
          Dense.of(Fixtures.CLASSES));
  private final EpochBatches batches = new EpochBatches(Fixtures.blobs(100, 1), 40, 3);

  private static float pass() {
    return 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aFailingLayer(int workers) {
    try (TrainStep step = step(workers)) {
      assertNothingChanges(
          step,
          () -> {
            throw new IllegalStateException("the plugin is broken");
          });
      TrainingException failure = failure(step);
      assertThat(failure)
          .hasMessageContaining("epoch 1, batch 2 of 40 rows (samples ")
          .hasMessageContaining("step 1: ")
          .hasMessageContaining("op rogue_code")
          .hasMessageContaining("the plugin is broken")
          .hasCauseInstanceOf(WorkException.class)
          .hasRootCauseMessage("the plugin is broken");
      assertThat(failure.step()).isEqualTo(1);
    }
  }

  @Test
  void aLossThatIsNotFinite() {
    try (TrainStep step = step(2)) {
      assertNothingChanges(step, () -> Float.NaN);
      NonFiniteException failure = (NonFiniteException) failure(step);
      assertThat(failure.quantity()).isEqualTo("loss");
      assertThat(failure)
          .hasMessageContaining(
              "step 1: the loss is NaN; the first op with such a result is rogue_code [40, ");
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aGradientThatIsNotFinite(float bad) {
    try (TrainStep step = step(2)) {
      int[] calls = {0};
      assertNothingChanges(step, () -> calls[0]++ % 2 == 0 ? 1 : bad); // forward, then backward
      NonFiniteException failure = (NonFiniteException) failure(step);
      assertThat(failure.quantity()).isEqualTo("0.weight");
      assertThat(failure)
          .hasMessageContaining("epoch 1, batch 2")
          .hasMessageContaining("the gradient of 0.weight [40, 10] has ")
          .hasMessageContaining("; the first op with such a result is ");
    }
  }

  /** A good step, a failing one that changes nothing, and good ones as if nothing had been. */
  private void assertNothingChanges(TrainStep step, Supplier<Float> broken) {
    step.run(batches.get(0, 0));
    String before = hash(step);
    factor = broken;
    assertThatThrownBy(() -> step.run(batches.get(0, 1))).isInstanceOf(TrainingException.class);
    assertThat(hash(step)).isEqualTo(before);
    assertThat(step.step()).isEqualTo(1);
    factor = FailureTest::pass;
    TrainingState state = step.state();
    step.run(batches.get(0, 1));
    String after = hash(step);
    assertThat(after).isNotEqualTo(before).isEqualTo(undisturbed());
    step.restore(state);
    factor = broken;
  }

  private TrainingException failure(TrainStep step) {
    return catchThrowableOfType(TrainingException.class, () -> step.run(batches.get(0, 1)));
  }

  /** What two good steps give. */
  private static String undisturbed() {
    FailureTest other = new FailureTest();
    try (TrainStep step = other.step(1)) {
      step.run(other.batches.get(0, 0));
      step.run(other.batches.get(0, 1));
      return other.hash(step);
    }
  }

  @Test
  void aNaNInTheData() {
    float[] features = new float[6];
    features[3] = Float.NaN;
    Dataset data = Dataset.classification(Shape.of(2), features, new int[] {0, 1, 0}, 2);
    Model small = Fixtures.model(Shape.of(2), 1, Dense.of(2));
    String before = small.store().sha256();
    Trainer trainer = Trainer.of(small).loss(LOSS).optimizer(new Adam());
    assertThatThrownBy(() -> trainer.fit(data, 1))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("the loss is NaN; sample 1 has NaN as feature 1");
    assertThat(small.store().sha256()).isEqualTo(before);
  }

  @Test
  void anInterruptBeforeTheUpdate() {
    try (TrainStep step = step(2)) {
      step.run(batches.get(0, 0));
      String before = hash(step);
      factor =
          () -> {
            Thread.currentThread().interrupt();
            return 1f;
          };
      assertThatThrownBy(() -> step.run(batches.get(0, 1)))
          .isInstanceOf(TrainingInterruptedException.class)
          .hasMessageContaining("epoch 1, batch 2")
          .hasCauseInstanceOf(CancellationException.class);
      factor = FailureTest::pass;
      assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
      assertThat(hash(step)).isEqualTo(before);
      step.run(batches.get(0, 1));
      assertThat(hash(step)).isEqualTo(undisturbed());
    }
  }

  @Test
  void anInterruptOfATraining() {
    Trainer trainer =
        Trainer.of(model)
            .loss(LOSS)
            .optimizer(new Adam())
            .validation(Fixtures.blobs(20, 2))
            .callbacks(
                EpochListener.of(
                    result -> {
                      if (result.epoch() == 2) {
                        Thread.currentThread().interrupt();
                      }
                    }));
    assertThatThrownBy(() -> trainer.fit(Fixtures.blobs(100, 1), 10))
        .isInstanceOf(TrainingInterruptedException.class)
        .hasMessageContaining("epoch 3, batch 1");
    assertThat(Thread.interrupted()).isTrue();
  }

  private TrainStep step(int count) {
    Workers workers = ForkJoinWorkers.of(count, 0);
    StepSettings settings =
        new StepSettings(
            Objective.supervised(model, LOSS),
            Adam.of(0.01),
            new ConstantRate(),
            Optional.empty(),
            3);
    return new TrainStep(settings, new Engine(workers, true, Fixtures.portable()));
  }

  private String hash(TrainStep step) {
    StringBuilder hash = new StringBuilder(model.store().sha256());
    step.state().slots().forEach(slot -> hash.append(model.store().sha256OfWeights(slot)));
    return hash.toString();
  }
}
