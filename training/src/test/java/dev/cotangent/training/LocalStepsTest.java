package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The meaning of steps that shards take by themselves, and failures of some of them. */
class LocalStepsTest {

  /** Each shard by steps of its own on its rows, which are all equal, and the means by hand. */
  @Test
  void aRoundIsTheMeanOfTrainingsOfEachShard() {
    Model model = Fixtures.model(Shape.of(Fixtures.FEATURES), 5, Dense.of(3));
    Dataset data = Fixtures.blobs(2, 2).subset(new int[] {0, 0, 0, 0, 1, 1, 1, 1, 1, 1});
    List<Checkpoint> written = new ArrayList<>();
    try (TrainStep left = alone(model.copy()).step();
        TrainStep right = alone(model.copy()).step()) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 2; i++) {
          left.run(features(data.subset(new int[] {0, 1})), labels(data.subset(new int[] {0, 1})));
          int[] rows = {4, 5, 6};
          right.run(features(data.subset(rows)), labels(data.subset(rows)));
        }
        TrainingState mean = mean(model, left.state(), right.state());
        left.restore(mean);
        right.restore(mean);
      }
      alone(model).batch(5).shards(2).syncEvery(2).checkpoint(written::add, 0).fit(data, 2);
      assertThat(SyncEveryTest.values(model)).isEqualTo(left.state().parameters());
      Model resumed = Fixtures.model(Shape.of(Fixtures.FEATURES), 5, Dense.of(3));
      alone(resumed).batch(5).shards(2).resume(accepting(written.get(1))).fit(data, 3);
      assertThat(SyncEveryTest.values(resumed)).isNotEqualTo(SyncEveryTest.values(model));
    }
  }

  private static Checkpoint accepting(Checkpoint checkpoint) {
    return checkpoint.accepting(Setting.SYNC_EVERY);
  }

  private static Trainer alone(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.1))
        .clipGlobalNorm(0.3)
        .kernels(Fixtures.portable())
        .workers(Workers.serial());
  }

  private static TrainingState mean(Model model, TrainingState left, TrainingState right) {
    List<float[]> slots = new ArrayList<>();
    for (int i = 0; i < left.slots().size(); i++) {
      slots.add(mean(left.slots().get(i), right.slots().get(i)));
    }
    float[] values = mean(left.parameters(), right.parameters());
    List<String> layout = ModelState.layout(model.store());
    return new TrainingState(
        left.seed(), left.step(), List.of(new ModelState("", layout, values, slots)));
  }

  private static float[] mean(float[] left, float[] right) {
    float[] mean = new float[left.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = left[i] + (right[i] - left[i]) * (float) (3 / 5.0);
    }
    return mean;
  }

  private static float[] features(Dataset data) {
    float[] all = new float[data.size() * Fixtures.FEATURES];
    for (int row = 0; row < data.size(); row++) {
      System.arraycopy(data.features(row), 0, all, row * Fixtures.FEATURES, Fixtures.FEATURES);
    }
    return all;
  }

  private static int[] labels(Dataset data) {
    return IntStream.range(0, data.size()).map(data::label).toArray();
  }

  /** One step an epoch, and so one mean a step, of plain gradient descent. */
  @Test
  void oneStepOfEachIsTheCommonStepUpToRounding() {
    List<float[]> all = new ArrayList<>();
    for (int every : new int[] {1, 4}) {
      Model model =
          Fixtures.model(
              Shape.of(Fixtures.FEATURES), 5, Dense.of(8), new BatchNorm1d(), Dense.of(3));
      Dataset data = MembersTest.data();
      Trainer.of(model)
          .loss(CrossEntropy.ofClassIndices())
          .optimizer(Sgd.of(0.1))
          .batch(data.size())
          .shards(16)
          .syncEvery(every)
          .fit(data, 3);
      all.add(SyncEveryTest.values(model));
    }
    for (int i = 0; i < all.get(0).length; i++) {
      assertThat(all.get(1)[i]).isCloseTo(all.get(0)[i], within(2e-6f));
    }
  }

  /** Before the first update, losses are those of common steps, for any weights of the parts. */
  @Test
  void lossesOfSeveralParts() {
    List<List<Float>> all = new ArrayList<>();
    for (int every : new int[] {1, 3}) {
      List<Float> figures = new ArrayList<>();
      Model model = Fixtures.model(Shape.of(Fixtures.FEATURES), 5, Dense.of(3));
      Objective objective =
          Objective.of(
              model,
              f -> {
                var x = f.input("features", model.sampleShape());
                var y = f.apply(model, x);
                var positive = x.slice(1, 0, 3).greater(0).where(y.square(), y.mul(0));
                f.part("squares", positive, 0.3);
                f.part("sizes", y.abs(), 2);
              });
      Trainer.of(objective)
          .optimizer(Sgd.of(0.1))
          .batch(50)
          .shards(16)
          .syncEvery(every)
          .callbacks(
              SyncEveryTest.onStep(
                  result -> {
                    if (result.step() == 1) {
                      figures.add(result.loss());
                      result.parts().forEach(part -> figures.add(result.part(part)));
                    }
                  }))
          .fit(Fixtures.blobs(203, 2), 1);
      all.add(figures);
    }
    assertThat(all.get(0)).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(all.get(1).get(i)).isCloseTo(all.get(0).get(i), within(1e-6f));
    }
  }

  /**
   * A student with frozen weights and states of its own, and a teacher that is frozen as a whole.
   */
  @Test
  void frozenPartsKeepTheirValues() throws Exception {
    Dataset data = Fixtures.blobs(203, 2);
    Model teacher = Fixtures.model(Shape.of(Fixtures.FEATURES), 6, Dense.of(3));
    String before = teacher.store().sha256();
    List<Model> students = new ArrayList<>();
    UnaryOperator<Trainer> pair =
        ignored -> {
          Model student = MembersTest.model();
          students.add(student);
          return pair(student, teacher);
        };
    List<String> expected =
        MembersTest.figures(pair.apply(MembersTest.trainer(teacher, 16)).fit(data, 3));
    for (History history : MembersTest.train(3, 16, data, pair)) {
      assertThat(MembersTest.figures(history)).isEqualTo(expected);
    }
    assertThat(teacher.store().sha256()).isEqualTo(before);
    for (String frozen : List.of("0.bias", "1.running_mean")) {
      assertThat(values(students.get(0), frozen)).isEqualTo(values(MembersTest.model(), frozen));
    }
    assertThat(values(students.get(0), "1.running_var"))
        .isNotEqualTo(values(MembersTest.model(), "1.running_var"));
  }

  private static float[] values(Model model, String name) {
    return model.store().read(model.parameter(name));
  }

  private static Trainer pair(Model student, Model teacher) {
    Objective objective =
        Objective.of(
                f -> {
                  Tensor x = f.input("features", student.sampleShape());
                  f.part("same", f.apply(student, x).sub(f.apply(teacher, x)).square(), 1);
                })
            .model("student", student)
            .model("teacher", teacher);
    return Trainer.of(objective)
        .optimizer(Adam.of(0.01))
        .freeze("teacher/*", "student/0.bias", "student/1.running_mean")
        .batch(50)
        .workers(Workers.serial())
        .kernels(Fixtures.portable())
        .shards(16)
        .syncEvery(2);
  }

  /** The model that callbacks see is the last mean, and that a failure leaves. */
  @Test
  void aFailureLeavesTheLastMean() {
    Dataset data = MembersTest.data();
    boolean middle = false;
    for (int row = 0; row < data.size() && !middle; row += 19) {
      Model model = MembersTest.model();
      List<float[]> seen = new ArrayList<>(List.of(SyncEveryTest.values(model)));
      Dataset wrong = withNan(row);
      Trainer trainer =
          SyncEveryTest.trainer(model, 2)
              .callbacks(SyncEveryTest.onStep(result -> seen.add(SyncEveryTest.values(model))));
      NonFiniteException failure =
          catchThrowableOfType(NonFiniteException.class, () -> trainer.fit(wrong, 1));
      assertThat(failure).hasMessageContaining(", shard ").hasMessageContaining(" of 16");
      assertThat(seen).hasSize((int) failure.step() + 1);
      int mean = (int) failure.step() / 2 * 2;
      assertThat(SyncEveryTest.values(model))
          .isEqualTo(seen.get(mean))
          .isEqualTo(seen.get(seen.size() - 1));
      middle = failure.step() == 3;
    }
    assertThat(middle).as("a failure in the middle of a round").isTrue();
  }

  private static Dataset withNan(int row) {
    Dataset data = MembersTest.data();
    float[] features = features(data);
    features[row * Fixtures.FEATURES] = Float.NaN;
    return Dataset.classification(
        Shape.of(Fixtures.FEATURES), features, labels(data), Fixtures.CLASSES);
  }

  /** Changes by a third-party rule in earlier steps of the round are discarded, too. */
  @Test
  void aRuleThatFailsLeavesTheLastMean() {
    AtomicInteger calls = new AtomicInteger();
    RogueRule rule =
        new RogueRule(
            slice -> {
              if (calls.incrementAndGet() > 16 * 3) {
                throw new IllegalStateException("of the rule");
              }
            });
    assertLastMean(trainer -> trainer.optimizer(rule), result -> {}, "of the rule");
  }

  @Test
  void anInterruptLeavesTheLastMean() {
    assertLastMean(
        trainer -> trainer,
        result -> {
          if (result.step() == 3) {
            Thread.currentThread().interrupt();
          }
        },
        "interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Step 3, the fourth, fails in a second round of two steps. */
  private static void assertLastMean(
      UnaryOperator<Trainer> more, Consumer<StepResult> after, String why) {
    Model model = Fixtures.model(Shape.of(Fixtures.FEATURES), 5, Dense.of(3));
    List<float[]> seen = new ArrayList<>(List.of(SyncEveryTest.values(model)));
    Trainer trainer =
        SyncEveryTest.trainer(model, 2)
            .callbacks(
                SyncEveryTest.onStep(
                    result -> {
                      seen.add(SyncEveryTest.values(model));
                      after.accept(result);
                    }));
    TrainingException failure =
        catchThrowableOfType(
            TrainingException.class, () -> more.apply(trainer).fit(Fixtures.blobs(203, 2), 1));
    assertThat(failure).hasMessageContaining(why);
    assertThat(failure.step()).isEqualTo(3);
    assertThat(seen.get(1)).isEqualTo(seen.get(0));
    assertThat(seen.get(2)).isNotEqualTo(seen.get(0));
    assertThat(seen.get(3)).isEqualTo(seen.get(2));
    assertThat(SyncEveryTest.values(model)).isEqualTo(seen.get(2));
  }

  /** Code that goes on after its step was given up does not change the model. */
  @Test
  void aStepThatDoesNotEndLeavesTheLastMean() throws InterruptedException {
    AtomicBoolean stuck = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(1);
    Rogue.Code code =
        Rogue.Code.copyAfter(
            values -> {
              boolean was = stuck.get();
              while (stuck.get()) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
              }
              if (was) {
                over.countDown();
              }
            });
    Model model = Fixtures.model(Shape.of(Fixtures.FEATURES), 3, new Rogue(code::on), Dense.of(3));
    Trainer trainer =
        SyncEveryTest.trainer(model, 2)
            .stepLimit(Duration.ofMillis(400))
            .callbacks(SyncEveryTest.onStep(result -> stuck.set(result.step() == 3)));
    float[] before = SyncEveryTest.values(model);
    TrainingException failure =
        catchThrowableOfType(TrainingException.class, () -> trainer.fit(Fixtures.blobs(203, 2), 1));
    assertThat(failure).hasMessageContaining("step 3: not ended after 0.4 s");
    float[] mean = SyncEveryTest.values(model);
    assertThat(mean).isNotEqualTo(before);
    stuck.set(false);
    assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
    Thread.sleep(100); // time enough for the step to end, if it went on
    assertThat(SyncEveryTest.values(model)).isEqualTo(mean);
  }

  /** The others learn of it where they wait for its numbers. */
  @Test
  void aFailureOfOneMemberIsNamedThere() {
    Dataset wrong = withNan(10);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    assertThatThrownBy(
            () ->
                MembersTest.train(
                    3,
                    16,
                    wrong,
                    trainer -> trainer.syncEvery(4).validation(Fixtures.blobs(30, 3))))
        .isInstanceOf(ExecutionException.class)
        .satisfies(failure -> failures.add(failure.getCause()));
    assertThat(failures.get(0))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining(", shard ");
  }
}
