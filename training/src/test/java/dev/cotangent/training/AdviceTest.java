package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.data.Normalizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is hardly ever meant gets one warning that names the setting; what is usual gets none. */
class AdviceTest {

  private static final Dataset BLOBS = Fixtures.blobs(40, 1);
  private static final LayerSpec LOGITS = Dense.of(Fixtures.CLASSES);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(Trainer.class)).addAppender(log);
  }

  @AfterEach
  void stopListening() {
    ((Logger) LoggerFactory.getLogger(Trainer.class)).detachAppender(log);
  }

  private static Trainer trainer(Dataset data, Loss loss, LayerSpec... layers) {
    return Trainer.of(Sequential.of(layers).build(data.sampleShape(), 1, Fixtures.REGISTRY))
        .loss(loss)
        .optimizer(Sgd.of(1e-9))
        .workers(1);
  }

  private static Trainer trainer(LayerSpec... layers) {
    return trainer(BLOBS, CrossEntropy.ofClassIndices(), layers);
  }

  private List<String> warnings(Trainer trainer, Dataset data) {
    log.list.clear();
    trainer.fit(data, 2);
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private void assertOneWarning(Trainer trainer, Dataset data, String... words) {
    List<String> warnings = warnings(trainer, data);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains(words);
  }

  @Test
  void theUsualTrainingIsWithoutWarnings(@TempDir Path folder) {
    Callback[] callbacks = {
      EarlyStopping.patience(3), BestModel.to(folder.resolve("best.safetensors"))
    };
    Trainer usual = trainer(Dense.of(8), new BatchNorm1d(), Activate.with("relu"), LOGITS);
    assertThat(warnings(usual.validation(BLOBS).callbacks(callbacks).batch(40), BLOBS)).isEmpty();
    Dataset few = Fixtures.blobs(20, 1);
    assertThat(warnings(trainer(LOGITS), few)).isEmpty(); // the default batch is 32
    assertThat(warnings(trainer(LOGITS, Activate.with("log_softmax")), BLOBS)).isEmpty();
  }

  @Test
  void aBatchThatIsLargerThanTheData() {
    assertOneWarning(trainer(LOGITS).batch(64), BLOBS, "batch is 64", "40 samples", "40 or less");
  }

  @Test
  void moreOutputsThanClasses() {
    assertOneWarning(trainer(Dense.of(5)), BLOBS, "5 outputs", "3 classes", "3 units");
  }

  @Test
  void watchingTheTrainingLoss(@TempDir Path folder) {
    assertOneWarning(
        trainer(LOGITS).callbacks(EarlyStopping.patience(3)),
        BLOBS,
        "EarlyStopping",
        "Trainer.validation");
    assertOneWarning(
        trainer(LOGITS).callbacks(BestModel.to(folder.resolve("best.safetensors"))),
        BLOBS,
        "BestModel",
        "Trainer.validation");
  }

  @Test
  void aSoftmaxBeforeALossOnLogits() {
    assertOneWarning(
        trainer(LOGITS, Activate.with("softmax")),
        BLOBS,
        "cross_entropy takes logits",
        "softmax at '1'",
        "model.predictor(Tensor::softmax)");
    LayerSpec nested = Sequential.of(LOGITS, Activate.with("softmax"));
    assertOneWarning(trainer(Dense.of(4), nested), BLOBS, "softmax at '1.1'");
    assertThat(warnings(trainer(LOGITS, new Residual(Activate.with("softmax"))), BLOBS)).isEmpty();
    assertOneWarning(
        trainer(LOGITS, Activate.with("softmax"), Activate.with("softmax"), LOGITS),
        BLOBS,
        "two softmaxes in a row, at '1'");
  }

  @Test
  void aSigmoidBeforeALossOnLogits() {
    Dataset numbers =
        Dataset.regression(Shape.of(1), new float[] {0, 1}, Shape.of(1), new float[] {0, 1});
    Loss loss = new BinaryCrossEntropyWithLogits();
    assertOneWarning(
        trainer(numbers, loss, Dense.of(1), Activate.with("sigmoid")),
        numbers,
        "takes logits",
        "sigmoid at '1'");
  }

  @Test
  void featuresThatAreNotScaled() {
    float[] features = new float[80];
    Arrays.fill(features, 0.5f);
    features[3] = -1e10f;
    Dataset data = Dataset.classification(Shape.of(2), features, new int[40], 3);
    assertOneWarning(
        trainer(data, CrossEntropy.ofClassIndices(), LOGITS).batch(40),
        data,
        "feature 1 reaches 1.0E10",
        "Normalizer.fit");
    LayerSpec scaling = Normalizer.fit(data, Normalize.Kind.ZSCORE);
    Trainer scaled = trainer(data, CrossEntropy.ofClassIndices(), scaling, LOGITS).batch(40);
    assertThat(warnings(scaled, data)).isEmpty();
  }

  @Test
  void whatCannotBeMeantIsAnError() {
    for (int count : new int[] {0, -1}) {
      assertThatThrownBy(() -> trainer(LOGITS).workers(count))
          .isInstanceOf(CotangentException.class)
          .hasMessageContainingAll("workers is " + count, "1 (the calling thread alone) or more");
    }
  }
}
