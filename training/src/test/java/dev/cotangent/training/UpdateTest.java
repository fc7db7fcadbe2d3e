package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Sgd;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.step.Update;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second half of a step: all or nothing, clipped, at the schedule's rate. */
class UpdateTest {

  /** y = w·x + b with thousands of weights, so that there are several units. */
  private final Model wide = Fixtures.model(Shape.of(5_000), 1, Dense.of(1));

  private final float[] features = new float[10_000];
  private final float[] targets = {1, -1};

  UpdateTest() {
    for (int i = 0; i < features.length; i++) {
      features[i] = i % 7 - 3;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anOptimizerThatFailsHalfWay(int count) {
    Breaking breaking = new Breaking();
    try (Workers workers = ForkJoinWorkers.of(count, 0);
        TrainStep step = trainer(wide, breaking, workers).step()) {
      step.run(features, targets);
      TrainingState before = step.state();
      breaking.breaks = true;
      assertThatThrownBy(() -> step.run(features, targets))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("a batch of 2 rows, step 1: update by breaking")
          .hasRootCauseMessage("broken at 3000");
      assertThat(step.state().parameters()).isEqualTo(before.parameters());
      assertThat(step.state().slots().get(0)).isEqualTo(before.slots().get(0));
      breaking.breaks = false;
      step.run(features, targets);
      assertThat(step.state().slots().get(0)).containsOnly(2);
    }
  }

  @Test
  void anInterruptedSweepIsCompleted() {
    Model other = Fixtures.model(Shape.of(5_000), 1, Dense.of(1));
    try (TrainStep cut = trainer(wide, new Breaking(), new CuttingWorkers()).step();
        TrainStep whole = trainer(other, new Breaking(), Workers.serial()).step()) {
      cut.run(features, targets);
      whole.run(features, targets);
      assertThat(cut.step()).isEqualTo(1);
      assertThat(cut.state().slots().get(0)).containsOnly(1);
      assertThat(wide.store().sha256()).isEqualTo(other.store().sha256());
    }
  }

  @Test
  void clippingAndScheduleByHand() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1).withoutBias());
    model.store().write(model.parameter("0.weight"), 0, 0);
    Trainer trainer = trainer(model, Sgd.of(0.5), Workers.serial());
    trainer.clipGlobalNorm(1).schedule(new Halving());
    try (TrainStep step = trainer.step()) {
      // the gradient of (w·x − 1)² is −2x = (−6, −8), of norm 10, clipped to (−0.6, −0.8)
      float loss = step.run(new float[] {3, 4}, new float[] {1});
      assertThat(loss).isEqualTo(1);
      assertThat(model.store().array()).containsExactly(new float[] {0.3f, 0.4f}, within(1e-6f));
      assertThat(step.learningRate()).isEqualTo(0.25);
    }
  }

  @Test
  void withoutClippingByHand() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1).withoutBias());
    model.store().write(model.parameter("0.weight"), 0, 0);
    try (TrainStep step = trainer(model, Sgd.of(0.5), Workers.serial()).step()) {
      step.run(new float[] {3, 4}, new float[] {1});
      assertThat(model.store().array()).containsExactly(3, 4);
    }
  }

  private static Trainer trainer(Model model, Optimizer optimizer, Workers workers) {
    return Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(optimizer)
        .workers(workers)
        .kernels(Fixtures.portable());
  }

  /** Half the rate at each step. */
  private record Halving() implements dev.cotangent.core.optimizer.Schedule {

    @Override
    public String id() {
      return "halving";
    }

    @Override
    public double learningRate(double base, long step) {
      return base / (1L << step);
    }
  }

  /** A plugin's rule that counts the steps of each weight, and breaks when told to. */
  private static final class Breaking implements Optimizer {

    private volatile boolean breaks;

    @Override
    public String id() {
      return "breaking";
    }

    @Override
    public double learningRate() {
      return 1e-6;
    }

    @Override
    public Optimizer withLearningRate(double learningRate) {
      return this;
    }

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public void update(ParameterSlice slice) {
      for (int i = slice.from; i < slice.to; i++) {
        if (breaks && i == 3_000) {
          throw new IllegalStateException("broken at " + i);
        }
        slice.values[i] -= (float) (slice.learningRate * slice.gradients[i]);
        slice.slots[0][i]++;
      }
    }
  }

  /** Does only half of the last phase of an update and then reports an interrupt. */
  private static final class CuttingWorkers implements Workers {

    @Override
    public int count() {
      return 1;
    }

    @Override
    public Runnable bind(Work work) {
      return work instanceof Update ? () -> cut(work) : Workers.serial().bind(work);
    }

    private static void cut(Work work) {
      work.run(0, 0, 0, work.units(0, 0), 0);
      work.run(1, 0, 0, 1, 0);
      work.run(2, 0, 1, work.units(2, 0) / 2, 0);
      throw new CancellationException("interrupted");
    }

    @Override
    public void close() {
      // no threads
    }
  }
}
