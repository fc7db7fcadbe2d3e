package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.TrainingInterruptedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread that is already interrupted: what it may do, and that nothing is lost by it. */
class InterruptedTest {

  private final Registry registry = Registry.standard();
  private final Dataset data = BedProgram.data();

  @AfterEach
  void clearTheFlag() {
    Thread.interrupted();
  }

  @Test
  void trainingSaysSoAndLeavesTheModelAlone() {
    Model model = BedProgram.model(registry);
    String before = model.store().sha256();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> BedProgram.trainer(model).workers(2).fit(data, 1))
        .isInstanceOf(TrainingInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  @Test
  void savingAndLoadingWork() throws IOException {
    Model model = BedProgram.model(registry);
    Path file = Path.of(Place.folder(), "model.safetensors");
    Predictor predictor = model.predictor();
    float[] expected = predictor.predict(data.features(0));
    Thread.currentThread().interrupt();
    model.save(file);
    Model loaded = Model.load(file, registry);
    assertThatThrownBy(() -> loaded.predictor().predict(data.features(0)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(loaded.predictor().predict(data.features(0))).isEqualTo(expected);
  }

  @Test
  void theNextTrainingHasTheSameHash() throws IOException, InterruptedException {
    Thread.currentThread().interrupt();
    Model model = BedProgram.model(registry);
    assertThatThrownBy(() -> BedProgram.trainer(model).fit(data, 1))
        .isInstanceOf(TrainingInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(BedProgram.runWithoutFiles()).isEqualTo(Place.expected());
  }
}
