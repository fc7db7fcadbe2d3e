package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Cosine;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.objective.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loop of one's own is written to a file and goes on from there, to the bit. */
class LoopCheckpointTest {

  private static final Shape TWO = Shape.of(2);
  private static final int STEPS = 12;

  private final Path file;

  LoopCheckpointTest(@TempDir Path folder) {
    this.file = folder.resolve("new/loop");
  }

  /** Two models, one of them partly frozen, a third that is only read; draws and states. */
  private static final class Loop {

    private final Model body = model(1, Dense.of(6), new BatchNorm1d(), Dropout.of(0.3));
    private final Model head = Fixtures.model(Shape.of(6), 2, Dense.of(3), Dense.of(2));
    private final Model teacher = model(3, Dense.of(2));
    private final double factor;
    private final TrainStep step;
    private final double[] mean = new double[1];
    private final long[] done = new long[1];
    private int epoch;

    Loop(int workers, double factor, UnaryOperator<Trainer> changed) {
      this.factor = factor;
      Trainer trainer =
          Trainer.of(objective())
              .optimizer(Adam.of(1e-2))
              .group("head/*.bias", Sgd.of(1e-2))
              .freeze("head/1.weight", "teacher/*")
              .schedule(Cosine.of(2L * STEPS))
              .clipGlobalNorm(0.5)
              .kernels(Fixtures.portable())
              .workers(workers)
              .seed(5);
      this.step = changed.apply(trainer).step();
    }

    Loop() {
      this(1, 0.1, trainer -> trainer);
    }

    private static Model model(int seed, LayerSpec... layers) {
      return Fixtures.model(TWO, seed, layers);
    }

    private Objective objective() {
      return Objective.of(
              f -> {
                Tensor x = f.input("x", TWO);
                Tensor y = f.apply(head, f.apply(body, x).tanh());
                f.part("distance", y.sub(f.inference(teacher, x)).square());
                f.part("size", y.mul(f.context().normal("n", y.shape())).square(), factor);
              })
          .model("body", body)
          .model("head", head)
          .model("teacher", teacher);
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        step.scaleRate(done[0] < 4 ? 1 : 0.5);
        step.accumulate(batch(2 * done[0]));
        mean[0] += step.run(batch(2 * done[0] + 1));
        done[0]++;
        epoch = (int) done[0] / 5;
      }
    }

    private static Batch batch(long number) {
      RandomStream random = RandomStream.of(number, "batch");
      float[] x = new float[8];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.normal(i);
      }
      return Batch.of("x", x);
    }

    Memory[] memory() {
      return new Memory[] {
        Memory.of("mean", mean),
        Memory.of("done", done),
        Memory.ofLong("epoch", () -> epoch, value -> epoch = (int) value)
      };
    }

    String hash() {
      StringBuilder hash = new StringBuilder();
      hash.append(step.step()).append(' ').append(step.learningRate()).append(' ');
      for (Model model : new Model[] {body, head, teacher}) {
        hash.append(model.store().sha256());
      }
      step.state().slots("body").forEach(s -> hash.append(body.store().sha256OfWeights(s)));
      step.state().slots("head").forEach(s -> hash.append(head.store().sha256OfWeights(s)));
      return hash.append(mean[0]).append(done[0]).append(epoch).toString();
    }
  }

  @Test
  void itGoesOnToTheBit() throws IOException {
    Loop whole = new Loop();
    whole.run(STEPS);
    Loop first = new Loop();
    first.run(7);
    first.step.checkpoint(file, first.memory());
    first.run(2); // after the checkpoint, which has copied everything
    Loop second = new Loop(2, 0.1, trainer -> trainer);
    second.run(1); // is forgotten
    second.step.resume(file, second.memory());
    assertThat(second.step.step()).isEqualTo(7);
    assertThat(second.epoch).isEqualTo(1);
    second.run(STEPS - 7);
    assertThat(second.hash()).isEqualTo(whole.hash());
  }

  @Test
  void beforeTheFirstStep() throws IOException {
    Loop whole = new Loop();
    whole.run(3);
    Loop first = new Loop();
    first.step.checkpoint(file);
    Loop second = new Loop();
    second.run(2);
    second.step.resume(file);
    second.mean[0] = 0;
    second.done[0] = 0;
    second.step.checkpoint(file); // again, from where it goes on
    second.run(3);
    assertThat(second.hash()).isEqualTo(whole.hash());
  }

  private void assertRefused(Loop other, String... said) {
    String before = other.hash();
    var refused =
        assertThatThrownBy(() -> other.step.resume(file, other.memory()))
            .isInstanceOf(ResumeException.class);
    for (String part : said) {
      refused.hasMessageContaining(part);
    }
    assertThat(other.hash()).isEqualTo(before);
  }

  @Test
  void whatDiffersIsNamed() throws IOException {
    Loop loop = new Loop();
    loop.run(2);
    loop.step.checkpoint(file, loop.memory());
    assertRefused(new Loop(1, 0.2, t -> t), "objective.parts[1].factor 0.2 instead of 0.1");
    assertRefused(
        new Loop(1, 0.1, t -> t.optimizer(Adam.of(2e-2)).clipGlobalNorm(1)),
        "optimizer.learning_rate 0.02 instead of 0.01",
        "clipGlobalNorm 1.0 instead of 0.5");
    assertRefused(
        new Loop(1, 0.1, t -> t.schedule(Cosine.of(99)).seed(6)),
        "steps the schedule is planned for: 99 instead of 24",
        "seed 6 instead of 5");
    assertRefused(new Loop(1, 0.1, t -> t.freeze("teacher/*")), "freeze");
    assertRefused(new Loop(1, 0.1, t -> t.group("body/*", Sgd.of(1))), "group");
    assertRefused(new Loop(1, 0.1, t -> t.optimizer(Sgd.of(1e-2))), "optimizer");
  }

  @Test
  void anotherModelOrGraphIsRefused() throws IOException {
    Model net = Fixtures.model(TWO, 1, Dense.of(3), Activate.with("tanh"));
    try (TrainStep step = squares(net, 2)) {
      step.run(Batch.of("x", new float[4]));
      step.checkpoint(file);
    }
    try (TrainStep step = squares(net, 3)) {
      assertThatThrownBy(() -> step.resume(file))
          .isInstanceOf(ResumeException.class)
          .hasMessageContaining("objective.graph ");
    }
    Model other = Fixtures.model(TWO, 1, Dense.of(3), Activate.with("relu"));
    try (TrainStep step = squares(other, 2)) {
      assertThatThrownBy(() -> step.resume(file))
          .hasMessageContaining("model.layers[1].activation");
    }
    Loop loop = new Loop();
    assertThatThrownBy(() -> loop.step.resume(file))
        .hasMessageContaining("the objective has the models [body, head, teacher] instead of []");
  }

  private static TrainStep squares(Model net, double power) {
    Objective objective =
        Objective.of(net, f -> f.part("p", f.apply(net, f.input("x", TWO)).square().pow(power)));
    return Trainer.of(objective).optimizer(Adam.of(1e-3)).kernels(Fixtures.portable()).step();
  }

  @Test
  void microBatchesThatWaitAreAnError() throws IOException {
    Loop loop = new Loop();
    loop.run(1);
    loop.step.accumulate(Loop.batch(1));
    assertThatThrownBy(() -> loop.step.checkpoint(file, loop.memory()))
        .hasMessageContaining("waiting for an update")
        .hasMessageContaining("call run first");
    assertThat(file).doesNotExist();
  }

  @Test
  void memoryHasToBeTheSame() throws IOException {
    Loop loop = new Loop();
    loop.run(1);
    loop.step.checkpoint(file, loop.memory());
    assertThatThrownBy(() -> loop.step.resume(file, Memory.of("done", loop.done)))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("the loop saves [done] instead of [mean, done, epoch]");
    Memory[] longer = loop.memory();
    longer[0] = Memory.of("mean", new double[2]);
    assertThatThrownBy(() -> loop.step.resume(file, longer))
        .hasMessageContaining("memory 'mean' is double[2] instead of double[1]");
    assertThatThrownBy(
            () -> loop.step.checkpoint(file, Memory.of("a", loop.done), Memory.of("a", loop.mean)))
        .hasMessageContaining("two Memory values have the name 'a'");
    assertThatThrownBy(() -> Memory.of(" ", loop.done)).hasMessageContaining("the name is blank");
  }

  @Test
  void aNumberThatCannotBeGivenBackChangesNothing() throws IOException {
    Loop loop = new Loop();
    loop.run(2);
    loop.step.checkpoint(file, loop.memory());
    loop.run(3);
    String before = loop.hash();
    Memory[] memory = loop.memory();
    memory[2] =
        Memory.ofLong(
            "epoch",
            () -> loop.epoch,
            value -> {
              throw new IllegalStateException("no " + value);
            });
    assertThatThrownBy(() -> loop.step.resume(file, memory))
        .hasMessageContaining("memory 'epoch' cannot be restored")
        .hasMessageContaining("no 0");
    assertThat(loop.hash()).isEqualTo(before);
  }

  @Test
  void everyTypeOfMemoryKeepsItsBits() throws IOException {
    float[] floats = {-0f, Float.NaN, 1e-40f};
    double[] doubles = {Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -0.0};
    long[] longs = {Long.MIN_VALUE, -1, 1L << 40 | 7};
    int[] ints = {Integer.MIN_VALUE, -1};
    double[] best = {Double.NaN};
    Memory[] memory = {
      Memory.of("f", floats),
      Memory.of("d", doubles),
      Memory.of("l", longs),
      Memory.of("i", ints),
      Memory.ofDouble("best", () -> best[0], value -> best[0] = value),
      Memory.of("empty", new long[0])
    };
    Loop loop = new Loop();
    loop.step.checkpoint(file, memory);
    float[] f = floats.clone();
    double[] d = doubles.clone();
    long[] l = longs.clone();
    int[] i = ints.clone();
    floats[0] = 1;
    doubles[1] = 1;
    longs[2] = 1;
    ints[1] = 1;
    best[0] = 1;
    loop.step.resume(file, memory);
    assertThat(floats).containsExactly(f);
    assertThat(doubles).containsExactly(d);
    assertThat(longs).containsExactly(l);
    assertThat(ints).containsExactly(i);
    assertThat(best[0]).isNaN();
  }

  /** A checkpoint of a fit is another thing than one of a loop. */
  @Test
  void theOtherKindIsNamed() throws IOException {
    Dataset data = Fixtures.plane(8);
    Model net = Fixtures.model(TWO, 1, Dense.of(1));
    Trainer trainer =
        Trainer.of(net).loss(new MeanSquaredError()).optimizer(Adam.of(1e-3)).workers(1);
    trainer.checkpoint(file, 0).fit(data, 1);
    try (TrainStep step = trainer.step()) {
      assertThatThrownBy(() -> step.resume(file))
          .hasMessageContaining(file.toString())
          .hasMessageContaining("it is the checkpoint of a fit; resume it with Trainer.resume");
      step.checkpoint(file);
    }
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageContaining(
            "it is the checkpoint of a custom loop; resume it with TrainStep.resume");
    Files.write(file, new byte[] {1, 2, 3});
    try (TrainStep step = trainer.step()) {
      assertThatThrownBy(() -> step.resume(file)).hasMessageContaining(file.toString());
    }
  }

  /** The loss is one of the settings of a supervised step. */
  @Test
  void aSupervisedStep() throws IOException {
    Dataset data = Fixtures.blobs(16, 3);
    Model whole = Fixtures.classifier(1);
    try (TrainStep step = supervised(whole, 0)) {
      for (int i = 0; i < 6; i++) {
        step.run(data.batch(i, i + 1, i + 2));
      }
    }
    Model half = Fixtures.classifier(1);
    try (TrainStep step = supervised(half, 0)) {
      for (int i = 0; i < 3; i++) {
        step.run(data.batch(i, i + 1, i + 2));
      }
      step.checkpoint(file);
    }
    Model rest = Fixtures.classifier(9);
    try (TrainStep step = supervised(rest, 0.1)) {
      assertThatThrownBy(() -> step.resume(file)).hasMessageContaining("label_smoothing 0.1");
    }
    try (TrainStep step = supervised(rest, 0)) {
      step.resume(file);
      for (int i = 3; i < 6; i++) {
        step.run(data.batch(i, i + 1, i + 2));
      }
    }
    assertThat(rest.store().sha256()).isEqualTo(whole.store().sha256());
  }

  private static TrainStep supervised(Model model, double smoothing) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices().withLabelSmoothing(smoothing))
        .optimizer(Adam.of(1e-2))
        .kernels(Fixtures.portable())
        .seed(3)
        .step();
  }
}
