package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of models with named inputs stop and go on to the bit, and are told apart by name. */
class NamedResumeTest {

  private static final int ROWS = 60;
  private static final int BATCH = 20;
  private static final int EPOCHS = 4;
  private static final Shape ONE = Shape.scalar();
  private static final Signature INPUTS =
      Signature.of("numbers", Shape.of(2)).and("town", DType.I32, ONE);

  private final Path file;

  NamedResumeTest(@TempDir Path folder) {
    this.file = folder.resolve("run");
  }

  private static Graph graph(String numbers) {
    return Graph.of(
        g -> {
          GraphNode town = g.apply("towns", Embedding.of(4, 2), g.input("town"));
          GraphNode both = g.apply("both", Concat.last(), g.input(numbers), town);
          GraphNode dropped = g.apply("drop", Dropout.of(0.2), both);
          g.output("price", g.apply("head", Dense.of(1), dropped));
        });
  }

  private static Model model() {
    return Model.build(graph("numbers"), INPUTS, 3, Fixtures.REGISTRY);
  }

  private static Dataset data(String numbers, String town) {
    RandomStream random = RandomStream.of(6, "houses");
    float[] values = new float[2 * ROWS];
    int[] towns = new int[ROWS];
    float[] prices = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      values[2 * row] = random.uniform(2L * row);
      towns[row] = random.below(4, -1L - row);
      prices[row] = values[2 * row] + towns[row];
    }
    return Dataset.of(Shape.of(2), values, NumberTargets.of(prices))
        .named(numbers)
        .withInput(town, ONE, towns);
  }

  private static Dataset data() {
    return data("numbers", "town");
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(Adam.of(0.02))
        .batch(BATCH)
        .seed(11)
        .workers(1)
        .kernels(Fixtures.portable());
  }

  @Test
  void aTrainingThatIsInterruptedAfterAnEpochGoesOn() throws IOException {
    String whole = trainer(model()).fit(data(), EPOCHS).sha256();
    TrainingControl control = TrainingControl.of();
    Callback stop = EpochListener.of(result -> control.cancel());
    trainer(model()).control(control).callbacks(stop).checkpoint(file, 0).fit(data(), EPOCHS);
    Checkpoint checkpoint = Checkpoint.read(file);
    assertThat(checkpoint.step()).isEqualTo(ROWS / BATCH);
    Model other = model();
    History history = trainer(other).workers(2).resume(checkpoint).fit(data(), EPOCHS);
    assertThat(history.sha256()).isEqualTo(whole).isEqualTo(other.store().sha256());
  }

  /** Some epochs by hand. */
  private static void run(TrainStep step, int from, int to) {
    Dataset data = data();
    Batch batch = data.batch(new int[BATCH]);
    for (int epoch = from; epoch < to; epoch++) {
      int[] order = data.order(11, epoch);
      for (int row = 0; row < ROWS; row += BATCH) {
        step.run(data.batch(order, row, batch));
      }
    }
  }

  @Test
  void aLoopOfOnesOwnGoesOn() throws IOException {
    String whole = trainer(model()).fit(data(), EPOCHS).sha256();
    try (TrainStep step = trainer(model()).step()) {
      run(step, 0, 1);
      step.checkpoint(file);
    }
    Model other = model();
    try (TrainStep step = trainer(other).step()) {
      step.resume(file);
      run(step, 1, EPOCHS);
    }
    assertThat(other.store().sha256()).isEqualTo(whole);
  }

  @Test
  void aModelOfAnotherInputIsRefusedByName() throws IOException {
    trainer(model()).checkpoint(file, 0).fit(data(), 1);
    Signature other = Signature.of("amounts", Shape.of(2)).and("town", DType.I32, ONE);
    Model renamed = Model.build(graph("amounts"), other, 3, Fixtures.REGISTRY);
    Trainer trainer = trainer(renamed).resume(Checkpoint.read(file));
    assertThatThrownBy(() -> trainer.fit(data("amounts", "town"), EPOCHS))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("model.inputs \"town,amounts\" instead of \"town,numbers\"");
  }

  @Test
  void dataOfOtherInputsAreRefusedByName() throws IOException {
    trainer(model()).checkpoint(file, 0).fit(data(), 1);
    Dataset more = data().withInput("zip", ONE, new int[ROWS]);
    Trainer trainer = trainer(model()).resume(Checkpoint.read(file));
    assertThatThrownBy(() -> trainer.fit(more, EPOCHS))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("zip");
  }

  @Test
  void aLoopIsRefusedByTheInputThatDiffers() throws IOException {
    begin(model());
    Signature floats = Signature.of("numbers", Shape.of(2)).and("town", ONE);
    refuse(of(floats), "the checkpoint does not match: model: input 'town' F32[] instead of I32[]");
    Signature wide = Signature.of("numbers", Shape.of(3)).and("town", DType.I32, ONE);
    refuse(of(wide), "does not match: model: input 'numbers' F32[3] instead of F32[2]");
    Signature turned = Signature.of("town", DType.I32, ONE).and("numbers", Shape.of(2));
    refuse(of(turned), "model: inputs [town, numbers] instead of [numbers, town]");
  }

  @Test
  void aSingleInputOfAnotherNameOrShapeIsNamed() throws IOException {
    begin(one(Signature.of(Shape.of(2))));
    refuse(
        one(Signature.of("x", Shape.of(2))),
        "model: input 'x' F32[2] instead of none, input 'features' none instead of F32[2]");
    refuse(one(Signature.of(Shape.of(3))), "model: samples [3] instead of [2]");
  }

  private void begin(Model model) throws IOException {
    try (TrainStep step = trainer(model).step()) {
      step.checkpoint(file);
    }
  }

  private void refuse(Model model, String reason) {
    try (TrainStep step = trainer(model).step()) {
      assertThatThrownBy(() -> step.resume(file))
          .isInstanceOf(ResumeException.class)
          .hasMessageEndingWith(reason);
    }
  }

  private static Model of(Signature inputs) {
    return Model.build(graph("numbers"), inputs, 3, Fixtures.REGISTRY);
  }

  private static Model one(Signature inputs) {
    return Model.build(Sequential.of(Dense.of(1)), inputs, 3, Fixtures.REGISTRY);
  }
}
