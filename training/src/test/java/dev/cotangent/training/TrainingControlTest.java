package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other threads follow a training and end it; a range of rates is tried and taken back. */
class TrainingControlTest {

  private final Path folder;

  TrainingControlTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .batch(16)
        .workers(1);
  }

  /** Data that tells when some sample is read for the n-th time, and waits then. */
  private static Dataset waiting(int reads, CountDownLatch reached, CountDownLatch goOn) {
    Dataset data = Fixtures.blobs(80, 1);
    int[] labels = new int[data.size()];
    java.util.Arrays.setAll(labels, data::label);
    int[] count = new int[1];
    return Dataset.classification(
        data.sampleShape(),
        (row, into, offset) -> {
          if (++count[0] == reads) {
            reached.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          float[] sample = data.features(row);
          System.arraycopy(sample, 0, into, offset, sample.length);
        },
        labels,
        data.classNames());
  }

  @Test
  void anotherThreadEndsATrainingThatGoesOnLater() throws Exception {
    Path file = folder.resolve("checkpoint");
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    TrainingControl control = TrainingControl.of();
    Model model = Fixtures.classifier(7);
    // 80 samples, 5 steps an epoch: the third batch of the second epoch
    Dataset data = waiting(80 + 40, reached, goOn);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<History> future =
          thread.submit(() -> trainer(model).control(control).checkpoint(file, 0).fit(data, 4));
      assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
      TrainingControl.Progress progress = control.progress();
      assertThat(progress.epoch()).isEqualTo(2);
      assertThat(progress.epochs()).isEqualTo(4);
      assertThat(progress.step()).isEqualTo(7);
      assertThat(progress.steps()).isEqualTo(20);
      assertThat(progress.share()).isEqualTo(0.35);
      assertThat(progress.loss()).isPositive();
      control.cancel();
      goOn.countDown();
      History history = future.get(1, TimeUnit.MINUTES);
      assertThat(history.stoppedEarly()).isTrue();
      assertThat(history.steps()).isEqualTo(8);
      assertThat(history.epochs()).hasSize(1);
    } finally {
      thread.shutdownNow();
    }
    Dataset plain = Fixtures.blobs(80, 1);
    History straight = trainer(Fixtures.classifier(7)).fit(plain, 4);
    History resumed = trainer(Fixtures.classifier(7)).resume(Checkpoint.read(file)).fit(plain, 4);
    assertThat(resumed.sha256()).isEqualTo(straight.sha256());
    assertThat(resumed.epochs().stream().map(EpochResult::loss))
        .isEqualTo(straight.epochs().stream().map(EpochResult::loss).toList());
  }

  @Test
  void cancelledBeforeItBeganItDoesOneStep() {
    TrainingControl control = TrainingControl.of();
    assertThat(control.progress().share()).isZero();
    control.cancel();
    History history =
        trainer(Fixtures.classifier(7)).control(control).fit(Fixtures.blobs(80, 1), 4);
    assertThat(history.steps()).isEqualTo(1);
    assertThat(history.epochs()).isEmpty();
  }

  @Test
  void ratesAreTriedAndTakenBack() throws IOException {
    Model model = Fixtures.classifier(7);
    String before = model.store().sha256();
    RangeTest test = trainer(model).findRate(Fixtures.blobs(80, 1), 1e-5, 100, 60);
    assertThat(model.store().sha256()).isEqualTo(before);
    assertThat(test.points().get(0).learningRate()).isEqualTo(1e-5);
    assertThat(test.points()).hasSizeGreaterThan(20);
    assertThat(test.steepest()).isBetween(1e-4, test.lowest());
    assertThat(test.lowest()).isLessThan(10);
    History good =
        trainer(model).optimizer(Adam.of(test.steepest())).fit(Fixtures.blobs(80, 1), 10);
    assertThat(good.last().loss()).isLessThan(good.epochs().get(0).loss());
    assertThatThrownBy(() -> trainer(model).findRate(Fixtures.blobs(80, 1), 1, 0.1, 60))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("range test");
  }
}
