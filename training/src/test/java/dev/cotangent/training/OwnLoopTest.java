package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Cosine;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.objective.Objective;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a loop of one's own sees and uses: rows of a data set, steps, norms. */
class OwnLoopTest {

  private static final int ROWS = 24;

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-2))
        .schedule(Cosine.of(12))
        .kernels(Fixtures.portable())
        .workers(1)
        .batch(8)
        .seed(4);
  }

  private static float[] ofRows(int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = 1 + i % 3;
    }
    return weights;
  }

  /** The rows in the order of an epoch, in batches: what fit does, to the bit. */
  @Test
  void anOwnLoopHasTheBitsOfFit() {
    Dataset data = Fixtures.blobs(ROWS, 3).withWeights(ofRows(ROWS));
    Model fitted = Fixtures.classifier(2);
    trainer(fitted).fit(data, 4);
    Model own = Fixtures.classifier(2);
    Batch batch = data.batch(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(batch.names()).containsExactly("features", "target", "weights");
    try (TrainStep step = trainer(own).step()) {
      for (int epoch = 0; epoch < 4; epoch++) {
        int[] order = data.order(4, epoch);
        for (int from = 0; from < ROWS; from += 8) {
          step.run(data.batch(order, from, batch));
        }
      }
    }
    assertThat(own.store().sha256()).isEqualTo(fitted.store().sha256());
  }

  @Test
  void rowsWithNumbersAsTargets() {
    Dataset data = Fixtures.plane(5);
    Batch batch = data.batch(3, 1, 3);
    assertThat(batch.names()).containsExactly("features", "target");
    float[] target = (float[]) batch.array(1);
    assertThat(target).containsExactly(data.target(3)[0], data.target(1)[0], data.target(3)[0]);
    data.batch(new int[] {0, 1, 2, 4}, 1, batch);
    assertThat(target).containsExactly(data.target(1)[0], data.target(2)[0], data.target(4)[0]);
  }

  @Test
  void aBatchOfOtherRowsIsRefused() {
    Dataset data = Fixtures.blobs(6, 1);
    Batch batch = data.batch(0, 1);
    assertThatThrownBy(() -> data.batch()).hasMessageContaining("an empty batch");
    assertThatThrownBy(() -> data.batch(6))
        .hasMessageContaining("no row 6 in Dataset[6 samples [10], 3 classes], expected 0 to 5");
    assertThatThrownBy(() -> data.batch(new int[] {1, 2, 3}, 2, batch))
        .hasMessageContaining(
            "a batch of 2 rows from index 2, expected rows within the order of 3");
    assertThatThrownBy(() -> data.batch(new int[3], 0, Batch.of("x", new float[20])))
        .hasMessageContaining("cannot take rows of Dataset[6 samples [10]")
        .hasMessageContaining("expected float[] features with 10 numbers per row");
    Batch numbers = Batch.of("features", new float[20]).and("target", new float[2]);
    assertThatThrownBy(() -> data.batch(new int[3], 0, numbers))
        .hasMessageContaining("expected int[] target");
    Batch longer = Batch.of("features", new float[20]).and("target", new int[3]);
    assertThatThrownBy(() -> data.batch(new int[3], 0, longer))
        .hasMessageContaining("'target' has 3 elements, expected 2");
  }

  /** Keeps what it was told of steps. */
  private static final class Steps implements Callback {

    private final List<String> seen = new ArrayList<>();
    private final List<Float> losses = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();

    @Override
    public void onStep(StepResult result) {
      seen.add(result.epoch() + "/" + result.step());
      losses.add(result.loss());
      rates.add(result.learningRate());
      assertThat(result.parts()).containsExactly("loss");
      assertThat(result.gradientNorms()).containsOnlyKeys("0", "3", "5");
      assertThat(result.part("loss")).isPositive();
    }
  }

  /** Of the two micro-batches of a step, it is told once. */
  @Test
  void aCallbackSeesEachStep() {
    Dataset data = Fixtures.blobs(ROWS, 3);
    Steps steps = new Steps();
    trainer(Fixtures.classifier(2)).accumulate(2).callbacks(steps).fit(data, 2);
    assertThat(steps.seen).containsExactly("1/1", "1/2", "2/3", "2/4");
    assertThat(steps.losses).doesNotHaveDuplicates().allMatch(loss -> loss > 0);
    assertThat(steps.rates.get(0)).isEqualTo(1e-2);
    assertThat(steps.rates).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void normsOfLayers() {
    Model critic = linear(1);
    Model maker = linear(2);
    Objective both =
        Objective.of(
                f -> {
                  Tensor made = f.apply(maker, f.input("x", Shape.of(2)));
                  f.part("made", f.apply(critic, made).square());
                })
            .model("critic", critic)
            .model("maker", maker);
    Trainer trainer =
        Trainer.of(both).optimizer(Sgd.of(1e-2)).freeze("critic/1.*").clipGlobalNorm(0.5);
    try (TrainStep step = trainer.kernels(Fixtures.portable()).step()) {
      step.run(Batch.of("x", new float[] {1, 2, 3, 4}));
      assertThat(step.gradientNorms()).containsOnlyKeys("critic/0", "maker/0", "maker/1");
      double squares = step.gradientNorms().values().stream().mapToDouble(n -> n * n).sum();
      assertThat(Math.sqrt(squares)).isCloseTo(0.5, within(1e-6));
      assertThat(step.parameterNorms())
          .containsOnlyKeys("critic/0", "critic/1", "maker/0", "maker/1");
      assertThat(step.parameterNorms().get("maker/1")).isCloseTo(norm(maker, "1."), within(1e-12));
    }
  }

  private static Model linear(int seed) {
    return Sequential.of(Dense.of(2), Dense.of(2)).build(Shape.of(2), seed, Fixtures.REGISTRY);
  }

  private static double norm(Model model, String layer) {
    double sum = 0;
    for (Parameter parameter : model.parameters()) {
      if (parameter.name().startsWith(layer)) {
        for (float value : model.store().read(parameter)) {
          sum += (double) value * value;
        }
      }
    }
    return Math.sqrt(sum);
  }

  /** A step from rows of a data set, and one with a callback that looks at nothing. */
  @Test
  void fillingABatchAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Dataset data = Fixtures.plane(64).withWeights(ofRows(64));
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1));
    int[] order = data.order(1, 0);
    Batch batch = data.batch(Arrays.copyOf(order, 16));
    Trainer trainer = Trainer.of(model).loss(new MeanSquaredError()).optimizer(Adam.of(1e-3));
    long least = Long.MAX_VALUE;
    try (TrainStep step = trainer.kernels(Fixtures.portable()).workers(1).step()) {
      for (int attempt = 0; attempt < 30 && least > 0; attempt++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
          step.run(data.batch(order, 16 * (i % 4), batch));
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
    }
    assertThat(least).isZero();
  }

  @Test
  void anOrderIsAPermutation() {
    Dataset data = Fixtures.plane(9);
    assertThat(data.order(7, 0)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(data.order(7, 1)).isNotEqualTo(data.order(7, 0));
    assertThat(data.order(7, 1)).isEqualTo(data.order(7, 1));
  }
}
