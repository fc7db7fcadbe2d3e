package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Ema;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards that take steps by themselves, and their means. */
class SyncEveryTest {

  private static final int EPOCHS = 3;
  private static final int BATCHES = 5;

  private static Trainer trainer(int every) {
    return trainer(MembersTest.model(), every);
  }

  private static Trainer trainer(Model model, int every) {
    return MembersTest.trainer(model, 16).syncEvery(every);
  }

  private static Callback onStep(Consumer<StepResult> action) {
    return new Callback() {
      @Override
      public void onStep(StepResult result) {
        action.accept(result);
      }

      @Override
      public String id() {
        return "";
      }
    };
  }

  private static float[] values(Model model) {
    return model.store().array().clone();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "2, 2", "2, 3", "2, 5", "2, 16", "3, 3", "5, 2", "1000, 4"})
  void anyNumberOfMembersGivesTheBitsOfOneProcess(int every, int members) throws Exception {
    Dataset data = MembersTest.data();
    List<String> expected = MembersTest.figures(trainer(every).fit(data, EPOCHS));
    assertThat(expected).isNotEqualTo(MembersTest.figures(trainer(1).fit(data, EPOCHS)));
    for (History history : MembersTest.train(members, 16, data, own -> own.syncEvery(every))) {
      assertThat(MembersTest.figures(history)).isEqualTo(expected);
    }
  }

  @Test
  void averagesOfOptimizersAndThirdPartyRules() throws Exception {
    Dataset data = MembersTest.data();
    UnaryOperator<Trainer> more =
        each ->
            each.syncEvery(2)
                .optimizer(Ema.of(Adam.of(0.01), 0.9))
                .group("*.bias", new Momentum(0.1))
                .averaged(true);
    List<String> expected =
        MembersTest.figures(
            more.apply(MembersTest.trainer(MembersTest.model(), 16)).fit(data, EPOCHS));
    for (History history : MembersTest.train(3, 16, data, more)) {
      assertThat(MembersTest.figures(history)).isEqualTo(expected);
    }
  }

  /** Momentum by a rule that is not built in, so that it writes to copies. */
  private record Momentum(double learningRate) implements Optimizer {

    @Override
    public String id() {
      return "test_momentum";
    }

    @Override
    public Optimizer withLearningRate(double rate) {
      return new Momentum(rate);
    }

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public void update(ParameterSlice slice) {
      for (int i = slice.from; i < slice.to; i++) {
        slice.slots[0][i] = 0.5f * slice.slots[0][i] + slice.gradients[i];
        slice.values[i] -= (float) slice.learningRate * slice.slots[0][i];
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, vector", "3, portable", "3, vector"})
  void workersAndKernelsDoNotMatter(int workers, String kernels) {
    Dataset data = MembersTest.data();
    List<String> expected = MembersTest.figures(trainer(3).fit(data, EPOCHS));
    Trainer other = trainer(3).workers(workers).kernels(Fixtures.REGISTRY.kernels(kernels));
    assertThat(MembersTest.figures(other.fit(data, EPOCHS))).isEqualTo(expected);
  }

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
      assertThat(values(model)).isEqualTo(left.state().parameters());
      Model resumed = Fixtures.model(Shape.of(Fixtures.FEATURES), 5, Dense.of(3));
      alone(resumed).batch(5).shards(2).resume(accepting(written.get(1))).fit(data, 3);
      assertThat(values(resumed)).isNotEqualTo(values(model));
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
      all.add(values(model));
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
              onStep(
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

  /** Rounds of 2, 2 and 1 steps an epoch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void checkpointsAreWrittenAfterMeansAndChangeNothing(int interval) throws Exception {
    Dataset data = MembersTest.data();
    List<String> expected = MembersTest.figures(trainer(2).fit(data, EPOCHS));
    List<Checkpoint> written = new ArrayList<>();
    List<History> all =
        MembersTest.train(
            3, 16, data, each -> each.syncEvery(2).checkpoint(written::add, interval));
    for (History history : all) {
      assertThat(MembersTest.figures(history)).isEqualTo(expected);
    }
    assertThat(written.stream().map(Checkpoint::step).distinct().toList()).isEqualTo(due(interval));
    Checkpoint middle = written.get(written.size() / 2);
    for (int members : new int[] {1, 5}) {
      for (History history :
          MembersTest.train(members, 16, data, each -> each.syncEvery(2).resume(middle))) {
        assertThat(MembersTest.figures(history)).isEqualTo(expected);
      }
    }
  }

  private static List<Long> due(int interval) {
    List<Long> due = new ArrayList<>(List.of(0L));
    long before = 0;
    for (long step = 1; step <= EPOCHS * BATCHES; step++) {
      long batch = (step - 1) % BATCHES + 1;
      if (batch % 2 == 0 || batch == BATCHES) {
        if (step / interval > before / interval || step == EPOCHS * BATCHES) {
          due.add(step);
        }
        before = step;
      }
    }
    return due;
  }

  @Test
  void aCancelledTrainingEndsAfterAMean() {
    Dataset data = MembersTest.data();
    List<String> expected = MembersTest.figures(trainer(2).fit(data, EPOCHS));
    List<Checkpoint> written = new ArrayList<>();
    TrainingControl control = TrainingControl.of();
    History part =
        trainer(2)
            .control(control)
            .checkpoint(written::add, 0)
            .callbacks(
                onStep(
                    result -> {
                      if (result.step() == 3) {
                        control.cancel();
                      }
                    }))
            .fit(data, EPOCHS);
    assertThat(part.steps()).isEqualTo(4);
    Checkpoint last = written.get(written.size() - 1);
    assertThat(MembersTest.figures(trainer(2).resume(last).fit(data, EPOCHS))).isEqualTo(expected);
  }

  /** The model that callbacks see is the last mean, and that a failure leaves. */
  @Test
  void aFailureLeavesTheLastMean() {
    Dataset data = MembersTest.data();
    boolean middle = false;
    for (int row = 0; row < data.size() && !middle; row += 19) {
      Model model = MembersTest.model();
      List<float[]> seen = new ArrayList<>(List.of(values(model)));
      Dataset wrong = withNan(row);
      Trainer trainer = trainer(model, 2).callbacks(onStep(result -> seen.add(values(model))));
      NonFiniteException failure =
          catchThrowableOfType(NonFiniteException.class, () -> trainer.fit(wrong, 1));
      assertThat(failure).hasMessageContaining(", shard ").hasMessageContaining(" of 16");
      assertThat(seen).hasSize((int) failure.step() + 1);
      int mean = (int) failure.step() / 2 * 2;
      assertThat(values(model)).isEqualTo(seen.get(mean)).isEqualTo(seen.get(seen.size() - 1));
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

  /** Rows of a shard without weight in all mini-batches of a round. */
  @Test
  void aShardWithoutWeightTakesNoStep() throws Exception {
    float[] weights = new float[MembersTest.data().size()];
    Arrays.fill(weights, 50, 120, 1);
    Dataset data = MembersTest.data().withWeights(weights);
    List<String> expected = MembersTest.figures(trainer(2).fit(data, EPOCHS));
    for (History history : MembersTest.train(5, 16, data, each -> each.syncEvery(2))) {
      assertThat(MembersTest.figures(history)).isEqualTo(expected);
    }
  }

  @Test
  void mistakesAreNamed() {
    Dataset data = MembersTest.data();
    assertThatThrownBy(() -> trainer(0)).hasMessageContaining("syncEvery is 0, expected 1");
    assertThatThrownBy(() -> trainer(4).shards(1).fit(data, 1))
        .hasMessageContaining("syncEvery(4) without shards, expected shards(n)");
    assertThatThrownBy(() -> trainer(4).bfloat16Gradients(true).fit(data, 1))
        .hasMessageContaining("bfloat16Gradients(true) with syncEvery(4), expected one of them");
    assertThatThrownBy(() -> trainer(4).step()).hasMessageContaining("expected fit");
  }

  @Test
  void theRangeTestRestoresTheModel() {
    Model model = MembersTest.model();
    float[] before = values(model);
    RangeTest test = trainer(model, 4).findRate(MembersTest.data(), 1e-6, 1e-2, 20);
    assertThat(test.points()).hasSize(20);
    assertThat(values(model)).isEqualTo(before);
  }
}
