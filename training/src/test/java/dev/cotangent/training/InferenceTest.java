package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Transfer;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Inference;
import dev.cotangent.layers.Sequential;
import dev.cotangent.layers.Tied;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Objective;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of a model that predict while the rest is trained, and what freezing is beside it. */
class InferenceTest {

  private static final Shape TWO = Shape.of(2);
  private static final float[] X = {1, -2, 3, 0.5f, 0, 7};
  private static final float[] Y = {2, 1, -1};

  private static Sequential body() {
    return Sequential.of(Dense.of(4), new BatchNorm1d(), Activate.with("tanh"), new Dropout(0.5));
  }

  private static Model model(LayerSpec body) {
    Model model = Sequential.of(body, Dense.of(1)).build(TWO, 4, Fixtures.REGISTRY);
    model.store().write(model.parameter("0.1.running_mean"), 1, -1, 0.5f, 0);
    return model;
  }

  private static float[] values(Model model, String name) {
    return model.store().read(model.parameter(name));
  }

  /** One step's loss is that of the prediction: no mask, no statistics of the batch. */
  @Test
  void theBodyPredictsInTheStep() {
    Model model = model(Inference.of(body()));
    Model whole = model(body());
    assertThat(model.store().sha256()).isEqualTo(whole.store().sha256());
    float[] predictions = whole.predictor().predict(X);
    float[] mean = values(model, "0.1.running_mean");
    float[] weight = values(model, "0.0.weight");
    try (TrainStep step =
        Trainer.of(model).loss(new MeanSquaredError()).optimizer(Sgd.of(0.1)).step()) {
      float loss = step.run(X, Y);
      float expected = 0;
      for (int i = 0; i < Y.length; i++) {
        expected += (predictions[i] - Y[i]) * (predictions[i] - Y[i]) / Y.length;
      }
      assertThat(loss).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-5f));
    }
    assertThat(values(model, "0.1.running_mean")).isEqualTo(mean);
    assertThat(values(model, "0.0.weight")).isNotEqualTo(weight);
  }

  /**
   * Frozen is not in inference mode: its statistics stay, but the batch is normalised by its own.
   */
  @Test
  void aFrozenBodyKeepsItsMode() {
    Model frozen = model(body());
    float first = firstLoss(frozen);
    assertThat(values(frozen, "0.1.running_mean")).containsExactly(1, -1, 0.5f, 0);
    Model resting = model(Inference.of(body()));
    assertThat(firstLoss(resting)).isNotEqualTo(first);
    assertThat(values(resting, "0.0.weight")).isEqualTo(values(frozen, "0.0.weight"));
    assertThat(values(resting, "1.weight")).isNotEqualTo(values(frozen, "1.weight"));
  }

  private static float firstLoss(Model model) {
    try (TrainStep step =
        Trainer.of(model)
            .loss(new MeanSquaredError())
            .optimizer(Sgd.of(0.1))
            .freeze("0.*")
            .step()) {
      return step.run(X, Y);
    }
  }

  /** The wrapped layer has the names of the plain one, so that weights go either way. */
  @Test
  void wrappingChangesNoName(@TempDir Path folder) throws IOException {
    Model trained = model(body());
    Model model = model(Inference.of(body()));
    assertThat(model.copyFrom(trained, Transfer.strict()).isComplete()).isTrue();
    Path file = folder.resolve("model");
    model.save(file);
    Model loaded = Model.load(file, Registry.standard());
    assertThat(loaded.spec()).isEqualTo(model.spec());
    assertThat(loaded.predictor().predict(X)).isEqualTo(trained.predictor().predict(X));
  }

  @ParameterizedTest
  @CsvSource({"2, portable", "1, vector", "8, vector"})
  void theBitsOfATransposeDoNotDependOnWorkersAndKernels(int workers, String kernels) {
    assertThat(autoencoder(workers, kernels)).isEqualTo(autoencoder(1, "portable"));
  }

  private static String autoencoder(int workers, String kernels) {
    Sequential layers = Sequential.of(Dense.of(33), Activate.with("tanh"), Dense.of(70));
    Model model =
        Tied.of(layers, "2.weight", "0.weight^T").build(Shape.of(70), 4, Fixtures.REGISTRY);
    float[] x = new float[37 * 70];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) RandomStream.of(3, "x").normal(i);
    }
    Objective objective =
        Objective.of(
            model,
            f -> {
              Tensor image = f.input("x", Shape.of(70));
              f.part("loss", f.apply(model, image).sub(image).square());
            });
    try (TrainStep step =
        Trainer.of(objective)
            .optimizer(Adam.of(0.01))
            .workers(workers)
            .kernels(Fixtures.REGISTRY.kernels(kernels))
            .step()) {
      float first = step.run(Batch.of("x", x));
      for (int i = 0; i < 5; i++) {
        assertThat(step.run(Batch.of("x", x))).isLessThan(first);
      }
    }
    return model.store().sha256();
  }
}
