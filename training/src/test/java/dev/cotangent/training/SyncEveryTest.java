package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Ema;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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

  static Trainer trainer(Model model, int every) {
    return MembersTest.trainer(model, 16).syncEvery(every);
  }

  static Callback onStep(Consumer<StepResult> action) {
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

  static float[] values(Model model) {
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
