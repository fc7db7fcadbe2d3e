package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.cluster.Membership;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.cluster.ThreadExchange;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.metric.RocAuc;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several members get the bits of one process. */
class MembersTest {

  private static final int ROWS = 203;
  private static final int BATCH = 50;
  private static final int EPOCHS = 3;

  static Model model() {
    return Fixtures.model(
        Shape.of(Fixtures.FEATURES),
        5,
        Dense.of(16),
        new BatchNorm1d(),
        Activate.with("gelu"),
        Dropout.of(0.2),
        Dense.of(3));
  }

  static Dataset data() {
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      weights[i] = i % 7 == 0 ? 0 : 1 + i % 3;
    }
    return Fixtures.blobs(ROWS, 2).withWeights(weights);
  }

  static Trainer trainer(Model model, int shards) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .clipGlobalNorm(0.5)
        .batch(BATCH)
        .workers(Workers.serial())
        .kernels(Fixtures.portable())
        .validation(Fixtures.blobs(2700, 3))
        .metrics(new RocAuc())
        .shards(shards);
  }

  private static Dataset own(Dataset data, SampleBlocks blocks, int member, int members) {
    int from = (int) blocks.firstOf(member, members);
    int to = (int) blocks.firstOf(member + 1, members);
    return data.subset(IntStream.range(from, to).toArray());
  }

  static List<History> train(int members, int shards, Dataset data, UnaryOperator<Trainer> more)
      throws Exception {
    return train(members, shards, data, new SampleBlocks(data.size(), BATCH, shards), more);
  }

  static List<History> train(
      int members, int shards, Dataset data, SampleBlocks blocks, UnaryOperator<Trainer> more)
      throws Exception {
    List<ThreadExchange> exchanges = ThreadExchange.of(members);
    ExecutorService threads = Executors.newFixedThreadPool(members);
    try {
      List<Future<History>> running = new ArrayList<>();
      for (ThreadExchange each : exchanges) {
        running.add(
            threads.submit(
                () -> {
                  try {
                    return more.apply(trainer(model(), shards))
                        .member(new Membership(each, data.size()))
                        .fit(own(data, blocks, each.member(), members), EPOCHS);
                  } catch (Throwable failure) {
                    each.fail();
                    throw failure;
                  }
                }));
      }
      List<History> all = new ArrayList<>();
      for (Future<History> each : running) {
        all.add(each.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  static List<String> figures(History history) {
    List<String> figures = new ArrayList<>(List.of(history.sha256(), "" + history.steps()));
    for (EpochResult epoch : history.epochs()) {
      figures.add(epoch.loss() + " " + epoch.validation());
    }
    return figures;
  }

  @ParameterizedTest
  @CsvSource({
    "16, 1", "16, 2", "16, 3", "16, 4", "16, 5", "16, 8", "16, 16", "7, 3", "6, 4", "2, 2", "60, 7"
  })
  void anyNumberOfMembersGivesTheBitsOfOneProcess(int shards, int members) throws Exception {
    Dataset data = data();
    List<String> expected = figures(trainer(model(), shards).fit(data, EPOCHS));
    for (History history : train(members, shards, data, trainer -> trainer)) {
      assertThat(figures(history)).isEqualTo(expected);
    }
  }

  @Test
  void roundedGradients() throws Exception {
    Dataset data = data();
    List<String> expected = figures(trainer(model(), 16).bfloat16Gradients(true).fit(data, EPOCHS));
    assertThat(expected).isNotEqualTo(figures(trainer(model(), 16).fit(data, EPOCHS)));
    for (int members : new int[] {2, 3}) {
      for (History history : train(members, 16, data, trainer -> trainer.bfloat16Gradients(true))) {
        assertThat(figures(history)).isEqualTo(expected);
      }
    }
  }

  /** A mini-batch of 33 rows gives some shards a row more than one of 35. */
  @Test
  void aSmallerMiniBatchMayHaveMoreRowsOfAMember() throws Exception {
    Dataset data = Fixtures.blobs(68, 2);
    UnaryOperator<Trainer> smaller = trainer -> trainer.batch(35);
    List<String> expected = figures(smaller.apply(trainer(model(), 16)).fit(data, EPOCHS));
    SampleBlocks blocks = new SampleBlocks(68, 35, 16);
    for (History history : train(16, 16, data, blocks, smaller)) {
      assertThat(figures(history)).isEqualTo(expected);
    }
  }

  @Test
  void theSamplesOfAMemberMayAllHaveWeightZeroButNotThoseOfAll() throws Exception {
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 0, 60, 1);
    Dataset data = Fixtures.blobs(ROWS, 2).withWeights(weights);
    List<String> expected = figures(trainer(model(), 16).fit(data, EPOCHS));
    for (History history : train(3, 16, data, trainer -> trainer)) {
      assertThat(figures(history)).isEqualTo(expected);
    }
    Dataset none = data.withWeights(new float[ROWS]);
    assertThatThrownBy(() -> train(3, 16, none, trainer -> trainer))
        .hasMessageContaining("the training data has no sample that counts");
  }

  /** The last mini-batch, of 3 rows, comes first after the resume, without rows of member 0. */
  @Test
  void aMemberMayResumeWithoutRows(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("checkpoint.safetensors");
    Dataset data = data();
    List<String> expected = figures(trainer(model(), 16).fit(data, EPOCHS));
    train(
        1,
        16,
        data,
        trainer ->
            trainer.checkpoint(
                checkpoint -> {
                  if (checkpoint.step() == 4) {
                    checkpoint.write(file);
                  }
                },
                4));
    Checkpoint from = Checkpoint.read(file);
    for (History history : train(8, 16, data, trainer -> trainer.resume(from))) {
      assertThat(figures(history)).isEqualTo(expected);
    }
  }

  @Test
  void tooFewRowsForSomeMembersAreRefused() {
    Dataset data = data();
    assertThatThrownBy(() -> train(5, 16, data, trainer -> trainer.batch(5)))
        .hasMessageContaining(
            "trainer: mini-batches of 5 rows in 16 shards are too small for 5 members, some of"
                + " which get no rows; expected fewer members, or batch(16) or more");
    assertThat(new SampleBlocks(ROWS, 5, 16).mostMembers()).isEqualTo(4);
    assertThat(new SampleBlocks(ROWS, 16, 16).mostMembers()).isEqualTo(16);
    assertThat(new SampleBlocks(9, 32, 16).mostMembers()).isEqualTo(8);
  }

  /** Gradients of more than one bucket of messages. */
  @Test
  void largeModels() throws Exception {
    UnaryOperator<Trainer> same = trainer -> trainer.batch(BATCH);
    Model wide =
        Fixtures.model(Shape.of(Fixtures.FEATURES), 5, Dense.of(900), Dense.of(900), Dense.of(3));
    assertThat(wide.parameterCount()).isGreaterThan(800_000);
    Dataset data = data();
    Model alone = wide.copy();
    trainer(alone, 4).fit(data, 1);
    SampleBlocks blocks = new SampleBlocks(ROWS, BATCH, 4);
    List<ThreadExchange> exchanges = ThreadExchange.of(3);
    List<Thread> threads = new ArrayList<>();
    List<Model> models = new ArrayList<>();
    for (ThreadExchange each : exchanges) {
      Model own = wide.copy();
      models.add(own);
      Thread thread =
          new Thread(
              () ->
                  same.apply(trainer(own, 4))
                      .member(new Membership(each, ROWS))
                      .fit(own(data, blocks, each.member(), 3), 1));
      threads.add(thread);
      thread.start();
    }
    for (Thread each : threads) {
      each.join();
    }
    for (Model each : models) {
      assertThat(each.store().sha256()).isEqualTo(alone.store().sha256());
    }
  }

  @Test
  void aCallbackOfOneMemberStopsAll() throws Exception {
    AtomicInteger count = new AtomicInteger();
    List<History> all =
        train(
            3,
            16,
            data(),
            trainer -> {
              boolean stops = count.getAndIncrement() == 1;
              return trainer.callbacks(
                  new Callback() {
                    @Override
                    public boolean shouldStop() {
                      return stops;
                    }
                  });
            });
    assertThat(all).allSatisfy(history -> assertThat(history.epochs()).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10})
  void checkpointsBelongToAnyNumberOfMembers(int every, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("checkpoint.safetensors");
    Dataset data = data();
    List<String> expected = figures(trainer(model(), 16).fit(data, EPOCHS));
    List<Checkpoint> middle = new ArrayList<>();
    train(
        3,
        16,
        data,
        trainer ->
            trainer.checkpoint(
                checkpoint -> {
                  if (checkpoint.step() == every) {
                    checkpoint.write(file);
                    middle.add(checkpoint);
                  }
                },
                every));
    assertThat(middle).as("one member writes").hasSize(1);
    Checkpoint from = Checkpoint.read(file);
    for (int members : new int[] {1, 2, 5}) {
      for (History history : train(members, 16, data, trainer -> trainer.resume(from))) {
        assertThat(figures(history)).isEqualTo(expected);
      }
    }
    assertThat(figures(trainer(model(), 16).resume(from).fit(data, EPOCHS))).isEqualTo(expected);
    assertThatThrownBy(() -> train(2, 16, Fixtures.blobs(ROWS, 9), trainer -> trainer.resume(from)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ResumeException.class);
  }

  @Test
  void mistakesAreNamed() {
    ThreadExchange second = ThreadExchange.of(3).get(1);
    Dataset data = data();
    Membership membership = new Membership(second, ROWS);
    assertThatThrownBy(() -> trainer(model(), 16).member(membership).fit(data, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "trainer: member 1 of 3 has 203 samples, expected the 65 from number 60 of 203");
    assertThatThrownBy(() -> trainer(model(), 2).member(membership).fit(data, 1))
        .hasMessageContaining("3 members with shards(2)");
    assertThatThrownBy(() -> trainer(model(), 1).member(membership).fit(data, 1))
        .hasMessageContaining("expected");
    assertThatThrownBy(() -> trainer(model(), 16).member(membership).step())
        .hasMessageContaining("expected fit");
  }
}
