package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.step.EpochBatches;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin that never returns is named, and the caller goes on with the model as it was. */
class StepLimitTest {

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String PLUGIN = "layer 'rogue' (dev.cotangent.training.Rogue in ";

  private final AtomicBoolean stuck = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);

  /** Ends the code that is stuck, so that no test leaves a busy thread behind. */
  @AfterEach
  void release() {
    stuck.set(false);
  }

  /** Does not heed interrupts. */
  private void whileStuck() {
    boolean was = stuck.get();
    while (stuck.get()) {
      LockSupport.parkNanos(1_000_000);
      Thread.interrupted();
    }
    if (was) {
      over.countDown();
    }
  }

  private Model model(UnaryOperator<Tensor> forward) {
    return Fixtures.model(
        Shape.of(Fixtures.FEATURES),
        3,
        Dense.of(8),
        new Rogue(forward),
        Dense.of(Fixtures.CLASSES));
  }

  private static Trainer trainer(Model model, Optimizer optimizer) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(optimizer)
        .kernels(Fixtures.portable())
        .batch(20)
        .stepLimit(SHORT);
  }

  private static EpochBatches batches() {
    return new EpochBatches(Fixtures.blobs(60, 1), 20, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anOpThatNeverReturns(int workers) throws InterruptedException {
    Model model = model(Rogue.Code.copyAfter(data -> whileStuck())::on);
    EpochBatches batches = batches();
    try (TrainStep step = trainer(model, Adam.of(0.01)).workers(workers).step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      stuck.set(true);
      TrainingException failure =
          catchThrowableOfType(TrainingException.class, () -> step.run(batches.get(0, 1)));
      assertThat(failure)
          .hasMessageContainingAll("epoch 1, batch 2 of 20 rows", "step 1: not ended after 0.4 s; ")
          .hasMessageContainingAll("rogue_code", "units 0 to ", "is at ", "Rogue$Code.")
          .hasMessageContainingAll(" of " + PLUGIN, ") at '1'");
      assertThatThrownBy(() -> step.run(batches.get(0, 1)))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("after one that exceeded the time limit");
      stuck.set(false);
      assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(100); // time enough for the step to end, if it went on
      assertThat(model.store().sha256()).isEqualTo(before);
    }
    try (TrainStep next = trainer(model, Adam.of(0.01)).step()) {
      assertThat(next.run(batches.get(0, 1))).isFinite();
    }
  }

  /**
   * What an optimizer of others has changed is taken back, but only in the step that is given up.
   */
  @Test
  void anOpThatNeverReturnsBesideAnOptimizerOfOthers() {
    Model model = model(Rogue.Code.copyAfter(data -> whileStuck())::on);
    EpochBatches batches = batches();
    try (TrainStep step = trainer(model, new RogueRule(slice -> {})).step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      stuck.set(true);
      assertThatThrownBy(() -> step.run(batches.get(0, 1))).isInstanceOf(TrainingException.class);
      assertThat(model.store().sha256()).isEqualTo(before);
    }
  }

  /** States that micro-batches have changed go back, too. */
  @Test
  void anOpThatNeverReturnsAfterAMicroBatch() {
    Model model =
        Fixtures.model(
            Shape.of(Fixtures.FEATURES),
            3,
            new BatchNorm1d(),
            new Rogue(Rogue.Code.copyAfter(data -> whileStuck())::on),
            Dense.of(Fixtures.CLASSES));
    EpochBatches batches = batches();
    try (TrainStep step = trainer(model, new Adam()).step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      step.accumulate(batches.get(0, 1));
      assertThat(model.store().sha256()).isNotEqualTo(before);
      stuck.set(true);
      assertThatThrownBy(() -> step.run(batches.get(0, 2))).isInstanceOf(TrainingException.class);
      assertThat(model.store().sha256()).isEqualTo(before);
    }
  }

  @Test
  void aForwardPassThatNeverReturns() {
    Model model =
        model(
            x -> {
              whileStuck();
              return x;
            });
    stuck.set(true);
    assertThatThrownBy(() -> trainer(model, new Adam()).fit(Fixtures.blobs(60, 1), 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the planning of a step has not ended after 0.4 s; it is at ")
        .hasMessageContainingAll(".forward(", " of " + PLUGIN, ") at '1'");
  }

  @Test
  void anOptimizerThatNeverReturns() {
    Model model = model(UnaryOperator.identity());
    EpochBatches batches = batches();
    try (TrainStep step = trainer(model, new RogueRule(slice -> whileStuck())).step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      stuck.set(true);
      assertThatThrownBy(() -> step.run(batches.get(0, 1)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll(
              "step 1: not ended after 0.4 s; update by rogue_rule, units 0 to ")
          .hasMessageContaining(" of optimizer 'rogue_rule' (" + RogueRule.class.getName());
      assertThat(model.store().sha256()).isEqualTo(before);
    }
  }

  /** What it does after it was given up reaches nothing, in the middle of an update or before. */
  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "UPDATE_FIRST", "UPDATE_MIDDLE"})
  void anOptimizerThatComesBackTooLate(Trap.Place place) throws InterruptedException {
    Trap trap =
        new Trap() {
          @Override
          void spring() {
            whileStuck();
          }
        };
    Model model = model(UnaryOperator.identity());
    EpochBatches batches = batches();
    try (TrainStep step = trainer(model, new Trapped.Rule(trap)).step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      float[] slot = step.state().slots().get(0);
      stuck.set(true);
      trap.arm(place, Trap.Kind.UNCHECKED, 1);
      assertThatThrownBy(() -> step.run(batches.get(0, 1)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("not ended after 0.4 s")
          .message()
          .doesNotContain("app//");
      stuck.set(false);
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("cotangent-step")) {
          thread.join(10_000);
        }
      }
      assertThat(over.getCount()).isZero();
      assertThat(model.store().sha256()).isEqualTo(before);
      assertThat(step.state().slots().get(0)).isEqualTo(slot);
    }
  }

  @Test
  void anInterruptOfTheCallerReachesTheStep() {
    Thread caller = Thread.currentThread();
    AtomicBoolean interrupting = new AtomicBoolean();
    Model model =
        model(
            Rogue.Code.copyAfter(
                    data -> {
                      if (interrupting.getAndSet(false)) {
                        caller.interrupt();
                        while (!Thread.currentThread().isInterrupted()) {
                          Thread.onSpinWait();
                        }
                      }
                    })
                ::on);
    EpochBatches batches = batches();
    Trainer trainer = trainer(model, Adam.of(0.01)).stepLimit(Duration.ofMinutes(1));
    try (TrainStep step = trainer.step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      interrupting.set(true);
      assertThatThrownBy(() -> step.run(batches.get(0, 1)))
          .isInstanceOf(TrainingInterruptedException.class);
      assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
      assertThat(model.store().sha256()).isEqualTo(before);
      assertThat(step.run(batches.get(0, 1))).isFinite();
    }
  }

  @Test
  void aCallerThatIsInterruptedBeforehand() {
    Model model = model(UnaryOperator.identity());
    try (TrainStep step = trainer(model, Adam.of(0.01)).step()) {
      EpochBatches batches = batches();
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> step.run(batches.get(0, 1)))
          .isInstanceOf(TrainingInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(model.store().sha256()).isEqualTo(before);
    }
  }

  @Test
  void theSameBitsAsWithoutALimit() {
    assertThat(trained(Fixtures.classifier(4), true))
        .isEqualTo(trained(Fixtures.classifier(4), false));
  }

  private static String trained(Model model, boolean limited) {
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(Adam.of(0.01))
            .accumulate(2)
            .validation(Fixtures.blobs(30, 2));
    if (limited) {
      trainer.stepLimit(Duration.ofMinutes(1));
    }
    return trainer.fit(Fixtures.blobs(100, 1), 3).sha256();
  }

  /** Threads with the name of those that steps with a limit run on. */
  private static Set<Thread> stepThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("cotangent-step"))
        .collect(Collectors.toSet());
  }

  @Test
  void aTrainingThatCannotBeginLeavesNoThread() throws InterruptedException {
    Set<Thread> before = stepThreads();
    Trainer trainer = trainer(model(x -> x), Adam.of(0.01)).group("no.such.weight", Adam.of(1));
    assertThatThrownBy(trainer::step).hasMessageContaining("no weight has a name like");
    assertThatThrownBy(() -> trainer.fit(Fixtures.blobs(40, 1), 1))
        .hasMessageContaining("no weight has a name like");
    Set<Thread> left = stepThreads();
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void aLimitIsAboveZero() {
    Trainer trainer = Trainer.of(Fixtures.classifier(1));
    assertThatThrownBy(() -> trainer.stepLimit(Duration.ZERO))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("PT0S");
  }
}
