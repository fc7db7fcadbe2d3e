package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Cosine;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.EpochBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same data, settings and seed give the same bits, whoever computes them. */
class DeterminismTest {

  /** SHA-256 of parameters and optimizer state, on every JDK and every machine. */
  private static final List<String> GOLDEN =
      List.of(
          "ab38c3894be63667d5bde9883fb11e00ce5c523db5edcd67e1d44b299aa5fb7d",
          "c962e052243d1690068e533ab0098c5730f23c922c724c91280fe929530a475a",
          "9f900def5a0c8681da7cc18b6e3305d1ced40ee1e3e0af6c13532ff3a9fe41f8");

  private static final int EPOCHS = 5;
  private static final int BATCH = 50;

  @ParameterizedTest
  @MethodSource("dev.cotangent.training.Fixtures#workersAndKernels")
  void parametersAndOptimizerState(int count, String set) {
    RecordingWorkers workers = new RecordingWorkers(ForkJoinWorkers.of(count, 0));
    Model model = Fixtures.classifier(7);
    try (workers;
        TrainStep step = trainer(model, workers, Fixtures.REGISTRY.kernels(set)).step()) {
      EpochBatches batches = new EpochBatches(Fixtures.blobs(203, 1), BATCH, 7);
      for (int i = 0; i < EPOCHS * batches.count(); i++) {
        step.run(batches.get(i / batches.count(), i % batches.count()));
      }
      assertThat(hashes(model, step.state())).isEqualTo(GOLDEN);
      assertThat(step.kernelCalls().get(set)).isPositive();
    }
    assertThat(workers.helped.get() > 0).as("helpers took part").isEqualTo(count > 1);
  }

  private static List<String> hashes(Model model, TrainingState state) {
    List<String> hashes = new ArrayList<>(List.of(model.store().sha256()));
    state.slots().forEach(slot -> hashes.add(model.store().sha256OfWeights(slot)));
    return hashes;
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.training.Fixtures#workersAndKernels")
  void historyAndEvaluation(int count, String set) {
    Kernels kernels = Fixtures.REGISTRY.kernels(set);
    try (Workers workers = ForkJoinWorkers.of(count, 0)) {
      History history = fit(7, workers, kernels);
      History serial = fit(7, Workers.serial(), Fixtures.portable());
      assertThat(history.sha256()).isEqualTo(serial.sha256()).isEqualTo(GOLDEN.get(0));
      assertThat(losses(history)).isEqualTo(losses(serial));
      assertThat(history.kernels()).isEqualTo(set);
      assertThat(history.kernelCalls().get(set)).isPositive();
      assertThat(history.workers()).isEqualTo(count);
    }
  }

  @Test
  void sixteenTrainingsAtOnceGiveWhatTheyGiveOneByOne() throws Exception {
    List<String> serial =
        LongStream.range(0, 16)
            .mapToObj(seed -> fit(seed, Workers.serial(), Fixtures.portable()).sha256())
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (Workers shared = ForkJoinWorkers.of(2, 0)) {
      List<Callable<String>> trainings =
          LongStream.range(0, 16)
              .mapToObj(
                  seed -> (Callable<String>) () -> fit(seed, shared, Fixtures.portable()).sha256())
              .toList();
      List<Future<String>> results = threads.invokeAll(trainings);
      for (int seed = 0; seed < 16; seed++) {
        assertThat(results.get(seed).get()).isEqualTo(serial.get(seed));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(serial).doesNotHaveDuplicates();
  }

  @Test
  void theSeedOfATrainingDecides() {
    Model first = Fixtures.classifier(7);
    Model second = Fixtures.classifier(7);
    Trainer trainer = trainer(second, Workers.serial(), Fixtures.portable()).seed(8);
    trainer.fit(Fixtures.blobs(203, 1), 1);
    trainer(first, Workers.serial(), Fixtures.portable()).fit(Fixtures.blobs(203, 1), 1);
    assertThat(second.store().sha256()).isNotEqualTo(first.store().sha256());
  }

  private static History fit(long seed, Workers workers, Kernels kernels) {
    return trainer(Fixtures.classifier(seed), workers, kernels)
        .validation(Fixtures.blobs(300, 2))
        .fit(Fixtures.blobs(203, 1), EPOCHS);
  }

  private static List<List<Double>> losses(History history) {
    return history.epochs().stream()
        .map(epoch -> List.of(epoch.loss(), epoch.validation().orElseThrow().loss()))
        .toList();
  }

  private static Trainer trainer(Model model, Workers workers, Kernels kernels) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-2))
        .schedule(Cosine.of(20))
        .clipGlobalNorm(0.5)
        .batch(BATCH)
        .workers(workers)
        .kernels(kernels);
  }
}
