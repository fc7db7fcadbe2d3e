package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.ConstantRate;
import dev.cotangent.optim.Cosine;
import dev.cotangent.optim.Muon;
import dev.cotangent.optim.Sgd;
import dev.cotangent.optim.WarmupCosine;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleSource;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second promise: a training that was stopped anywhere goes on as if it never had been. */
class CheckpointTest {

  private static final int SAMPLES = 53;
  private static final int BATCH = 5;
  private static final int STEPS_OF_EPOCH = 11;
  private static final int EPOCHS = 3;

  private final Path folder;

  CheckpointTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aTrainingThatWasKilledEndsWithTheSameBits() throws IOException {
    for (Optimizer optimizer : List.of(new Sgd().withMomentum(0.9), Adam.of(1e-2), Muon.of(1e-2))) {
      for (int micro : List.of(1, 2)) {
        Schedule schedule = WarmupCosine.of(5, 40).withEtaMin(1e-5);
        History straight = trainer(optimizer, schedule, micro).fit(data(Integer.MAX_VALUE), EPOCHS);
        int updates = (STEPS_OF_EPOCH + micro - 1) / micro;
        for (int killedAt : List.of(1, 7, updates, updates + 2, 2 * updates)) {
          Path file = folder.resolve(optimizer.id() + micro + "-" + killedAt);
          int servable = samplesOf(killedAt, updates, micro);
          assertThatThrownBy(
                  () ->
                      trainer(optimizer, schedule, micro)
                          .checkpoint(file, 1)
                          .fit(data(servable), EPOCHS))
              .hasMessageContaining("killed");
          Checkpoint checkpoint = Checkpoint.read(file);
          assertThat(checkpoint.step()).isEqualTo(killedAt);
          History rest =
              trainer(optimizer, schedule, micro)
                  .resume(checkpoint)
                  .fit(data(Integer.MAX_VALUE), EPOCHS);
          assertThat(rest.sha256()).as("killed at %d", killedAt).isEqualTo(straight.sha256());
          assertThat(rest.epochs().stream().map(CheckpointTest::withoutTime))
              .isEqualTo(straight.epochs().stream().map(CheckpointTest::withoutTime).toList());
        }
      }
    }
  }

  private static List<Number> withoutTime(EpochResult epoch) {
    return List.of(epoch.epoch(), epoch.step(), epoch.loss(), epoch.learningRate());
  }

  /** The number of samples that are read before the step after the last good one. */
  private static int samplesOf(int updates, int updatesOfEpoch, int micro) {
    int epochs = updates / updatesOfEpoch;
    return epochs * SAMPLES + updates % updatesOfEpoch * micro * BATCH;
  }

  @Test
  void moreEpochsAreThoseOfALongerTraining() throws IOException {
    Path file = folder.resolve("checkpoint");
    Dataset data = data(Integer.MAX_VALUE);
    Optimizer adam = Adam.of(1e-2);
    trainer(adam, new ConstantRate(), 1).checkpoint(file, 0, Map.of("who", "me")).fit(data, 2);
    Checkpoint checkpoint = Checkpoint.read(file);
    assertThat(checkpoint.notes()).containsExactly(Map.entry("who", "me"));
    History longer = trainer(adam, new ConstantRate(), 1).fit(data, 4);
    History resumed = trainer(adam, new ConstantRate(), 1).resume(checkpoint).fit(data, 4);
    assertThat(resumed.sha256()).isEqualTo(longer.sha256());
    assertThat(resumed.steps()).isEqualTo(longer.steps());
    assertThat(resumed.epochs()).hasSize(4);
    assertThatThrownBy(() -> trainer(adam, new ConstantRate(), 1).resume(checkpoint).fit(data, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("2 epochs are already completed");
  }

  @Test
  void aTrainingThatIsDoneIsNotTrainedFurther() throws IOException {
    Path file = folder.resolve("checkpoint");
    Dataset data = data(Integer.MAX_VALUE);
    History done = trainer(Adam.of(1e-2), new ConstantRate(), 1).checkpoint(file, 0).fit(data, 2);
    byte[] before = Files.readAllBytes(file);
    History again =
        trainer(Adam.of(1e-2), new ConstantRate(), 1)
            .checkpoint(file, 1)
            .resume(Checkpoint.read(file))
            .fit(data, 2);
    assertThat(again.sha256()).isEqualTo(done.sha256());
    assertThat(again.epochs()).isEqualTo(done.epochs());
    assertThat(again.steps()).isEqualTo(done.steps());
    assertThat(again.seconds()).isEqualTo(done.seconds());
    assertThat(again.samplesPerSecond()).isEqualTo(done.samplesPerSecond());
    assertThat(again.kernelCalls()).isEqualTo(done.kernelCalls());
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aScheduleThatWasPlannedForFewerStepsHasToBeExtended() throws IOException {
    Path file = folder.resolve("checkpoint");
    Dataset data = data(Integer.MAX_VALUE);
    Optimizer adam = Adam.of(1e-2);
    trainer(adam, new Cosine(22, 0), 1).checkpoint(file, 0).fit(data, 2);
    Checkpoint checkpoint = Checkpoint.read(file);
    Trainer further = trainer(adam, new Cosine(44, 0), 1);
    assertThatThrownBy(() -> further.resume(checkpoint).fit(data, 4))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("planned for: 44 instead of 22", "HORIZON");
    assertThat(further.resume(checkpoint.extended()).fit(data, 4).epochs()).hasSize(4);
  }

  @Test
  void anotherTrainingsCheckpointIsRefused() throws IOException {
    Path file = folder.resolve("checkpoint");
    Dataset data = data(Integer.MAX_VALUE);
    trainer(Adam.of(1e-2), new ConstantRate(), 1).checkpoint(file, 0).fit(data, 1);
    Checkpoint checkpoint = Checkpoint.read(file);
    assertThatThrownBy(
            () -> trainer(new Sgd(), new ConstantRate(), 1).resume(checkpoint).fit(data, 2))
        .hasMessageContainingAll("does not match", "adam", "sgd");
    assertThatThrownBy(
            () ->
                trainer(Adam.of(1e-2), new ConstantRate(), 1)
                    .batch(6)
                    .resume(checkpoint)
                    .fit(data, 2))
        .hasMessageContainingAll("batch 6 instead of 5", "Setting.BATCH");
    Path model = folder.resolve("model");
    model(7).save(model);
    assertThatThrownBy(() -> Checkpoint.read(model))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("not a checkpoint");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> Checkpoint.read(file)).isInstanceOf(FileFormatException.class);
  }

  @Test
  void aPlaceForCheckpointsThatCannotBeIsAnErrorBeforeTheFirstStep() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder")).resolve("checkpoint");
    Model model = model(3);
    String before = model.store().sha256();
    assertThatThrownBy(
            () -> trainer(model, Adam.of(1e-2)).checkpoint(file, 2).fit(data(SAMPLES), 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("no-folder");
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  @Test
  void aCheckpointThatCannotBeWrittenDoesNotEndTheTraining() throws IOException {
    Path file = folder.resolve("full/checkpoint");
    Files.createDirectories(file.resolve("x"));
    String straight = trainer(model(3), Adam.of(1e-2)).fit(data(Integer.MAX_VALUE), 1).sha256();
    List<TrainingException> failures = new ArrayList<>();
    History history =
        trainer(model(3), Adam.of(1e-2))
            .checkpoint(file, 4)
            .checkpointFailures(failures::add)
            .fit(data(Integer.MAX_VALUE), 1);
    assertThat(history.sha256()).isEqualTo(straight);
    assertThat(failures).extracting(TrainingException::step).containsExactly(0L, 4L, 8L, 11L);
    assertThat(failures.get(0)).hasMessageContainingAll("step 0", file.toString());
    assertThatThrownBy(
            () ->
                trainer(model(3), Adam.of(1e-2))
                    .checkpoint(file, 4)
                    .checkpointFailures(
                        failure -> {
                          throw failure;
                        })
                    .fit(data(Integer.MAX_VALUE), 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("step 0");
  }

  @Test
  void aCheckpointOfAnEarlierVersionIsRefusedByName() throws IOException {
    Path file = folder.resolve("old");
    SafetensorsFile old =
        SafetensorsFile.of(
            Map.of("cotangent.checkpoint", "2", "cotangent.numerics", "1"),
            List.of(TensorEntry.of("parameters", Shape.of(1), new float[1])));
    Safetensors.write(file, old);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContainingAll("version 2", "expected version 4");
  }

  private static Trainer trainer(Model model, Optimizer optimizer) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(optimizer)
        .batch(BATCH)
        .workers(1);
  }

  private static Trainer trainer(Optimizer optimizer, Schedule schedule, int micro) {
    return Trainer.of(model(3))
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(optimizer)
        .schedule(schedule)
        .batch(BATCH)
        .accumulate(micro)
        .workers(2);
  }

  private static Model model(long seed) {
    return Sequential.of(
            Dense.of(8), new BatchNorm1d(), Activate.with("relu"), Dropout.of(0.3), Dense.of(3))
        .build(Shape.of(2), seed);
  }

  /** Samples, the reading of which fails after so many. */
  private static Dataset data(int servable) {
    int[] labels = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = i % 3;
    }
    AtomicInteger served = new AtomicInteger();
    SampleSource source =
        (row, into, offset) -> {
          if (served.getAndIncrement() >= servable) {
            throw new IllegalStateException("killed");
          }
          into[offset] = (row * 7 % 11) / 11f;
          into[offset + 1] = (row * 5 % 13) / 13f;
        };
    return Dataset.classification(Shape.of(2), source, labels, List.of("a", "b", "c"));
  }
}
