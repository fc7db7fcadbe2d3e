package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.TableReader;
import dev.cotangent.training.table.TrainingColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each call does on an interrupted thread: files are read and written, arithmetic ends with
 * its documented exception, and the flag stays set.
 */
class InterruptTest {

  private static final Dataset DATA = Fixtures.blobs(60, 1);

  private final Model model = Fixtures.normalizedClassifier(1);
  private final Model classifier = Fixtures.classifier(1);
  @TempDir private Path directory = Path.of("");

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  /** Runs code on this thread with its flag set, which it has to keep. */
  private static void interrupted(ThrowingCallable code) throws Throwable {
    Thread.currentThread().interrupt();
    try {
      code.call();
    } finally {
      assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
    }
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(new Adam()).workers(2);
  }

  @Test
  void trainingsEndBeforeTheFirstStep() {
    String before = classifier.store().sha256();
    Trainer trainer = trainer(classifier).validation(DATA);
    assertThatThrownBy(() -> interrupted(() -> trainer.fit(DATA, 2)))
        .isInstanceOf(TrainingInterruptedException.class)
        .hasMessageContaining("interrupted");
    assertThatThrownBy(() -> interrupted(() -> trainer.findRate(DATA, 1e-6, 1, 20)))
        .isInstanceOf(TrainingInterruptedException.class);
    try (TrainStep step = trainer.step()) {
      EpochBatches batches = new EpochBatches(DATA, 20, 1);
      assertThatThrownBy(() -> interrupted(() -> step.run(batches.get(0, 0))))
          .isInstanceOf(TrainingInterruptedException.class);
    }
    assertThat(classifier.store().sha256()).isEqualTo(before);
  }

  @Test
  void arithmeticIsCancelled() {
    Predictor predictor = classifier.predictor();
    assertThatThrownBy(() -> interrupted(() -> predictor.predict(new float[Fixtures.FEATURES])))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> interrupted(() -> Tensor.f64(1.0).exp().item()))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> interrupted(() -> Tensor.f64(1.0).exp().toFloats()))
        .isInstanceOf(CancellationException.class);
    Evaluator evaluator =
        Evaluator.of(
            classifier, CrossEntropy.ofClassIndices(), Workers.serial(), Fixtures.portable());
    assertThatThrownBy(() -> interrupted(() -> evaluator.evaluate(DATA)))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void modelsAreBuiltSavedAndLoaded() throws Throwable {
    Path file = directory.resolve("model");
    interrupted(() -> model.save(file));
    Model[] loaded = new Model[2];
    interrupted(() -> loaded[0] = Model.load(file, Registry.standard()));
    interrupted(() -> loaded[1] = Fixtures.normalizedClassifier(1));
    assertThat(loaded[0].store().sha256()).isEqualTo(model.store().sha256());
    assertThat(loaded[1].store().sha256()).isEqualTo(model.store().sha256());
    interrupted(() -> loaded[0].predictor());
  }

  @Test
  void dataAreRead() throws Throwable {
    Path csv = directory.resolve("data.csv");
    Files.writeString(csv, "a,b,c\n1,2,x\n3,4,y\n".repeat(1));
    Table[] read = new Table[1];
    interrupted(() -> read[0] = TableReader.read(csv, TrainingColumns.last()));
    assertThat(read[0].rows()).isEqualTo(2);
  }

  @Test
  void checkpointsAreReadAndWritten() throws Throwable {
    Path file = directory.resolve("checkpoint");
    trainer(classifier).checkpoint(file, 0).fit(DATA, 1);
    interrupted(() -> assertThat(Checkpoint.read(file).step()).isPositive());
  }

  /** Interrupts that come at any moment of a read or write are never noticed. */
  @Test
  void interruptsInTheMiddle() throws Exception {
    Model large = Fixtures.model(Shape.of(500), 1, Dense.of(400));
    Path file = directory.resolve("large");
    Thread victim = Thread.currentThread();
    Thread nuisance =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                victim.interrupt();
                Thread.onSpinWait();
              }
            });
    nuisance.start();
    try {
      for (int i = 0; i < 5; i++) {
        assertThatCode(() -> roundTrip(large, file)).doesNotThrowAnyException();
      }
    } finally {
      nuisance.interrupt();
      while (nuisance.isAlive()) {
        Thread.interrupted();
        Thread.onSpinWait();
      }
    }
  }

  private static void roundTrip(Model model, Path file) throws IOException {
    model.save(file);
    assertThat(Model.load(file, Fixtures.REGISTRY).store().sha256())
        .isEqualTo(model.store().sha256());
  }
}
