package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.objective.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mini-batches that are divided into shards. */
class ShardsTest {

  private static final int FEATURES = Fixtures.FEATURES;

  private static Model perceptron() {
    return Fixtures.model(
        Shape.of(FEATURES), 5, Dense.of(16), Activate.with("gelu"), Dropout.of(0.2), Dense.of(3));
  }

  private static Trainer trainer(Model model, int shards) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Sgd.of(0.1))
        .workers(Workers.serial())
        .kernels(Fixtures.portable())
        .shards(shards);
  }

  private static float[] features(Dataset data, int from, int to) {
    float[] features = new float[(to - from) * FEATURES];
    for (int row = from; row < to; row++) {
      System.arraycopy(data.features(row), 0, features, (row - from) * FEATURES, FEATURES);
    }
    return features;
  }

  private static float[] numbers(int count, IntToDoubleFunction of) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) of.applyAsDouble(i);
    }
    return numbers;
  }

  private static int[] labels(Dataset data, int from, int to) {
    int[] labels = new int[to - from];
    Arrays.setAll(labels, i -> data.label(from + i));
    return labels;
  }

  /** With dropout, whose draws depend on a row's number in the whole mini-batch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 40})
  void theStepIsThatOfTheWholeUpToRounding(int shards) {
    Dataset data = Fixtures.blobs(33, 2);
    float[] weights = numbers(33, i -> i % 5 == 0 ? 0 : 1 + i % 3);
    try (TrainStep whole = trainer(perceptron(), 1).step();
        TrainStep divided = trainer(perceptron(), shards).step()) {
      for (int i = 0; i < 3; i++) {
        float loss = whole.run(features(data, 0, 33), labels(data, 0, 33), weights);
        float sum = divided.run(features(data, 0, 33), labels(data, 0, 33), weights);
        assertThat(sum).isCloseTo(loss, within(1e-6f));
        assertThat(divided.weight()).isEqualTo(whole.weight());
        for (String name : List.of("0.weight", "0.bias", "3.weight", "3.bias")) {
          assertThat(divided.gradient(name)).as(name).hasSameSizeAs(whole.gradient(name));
          for (int k = 0; k < whole.gradient(name).length; k++) {
            assertThat(divided.gradient(name)[k])
                .as(name)
                .isCloseTo(whole.gradient(name)[k], within(3e-7f));
          }
        }
      }
    }
  }

  /** Each shard's gradient by a step of its own, times its share of the rows, and added by hand. */
  @Test
  void gradientsAreSumsAlongTheTree() {
    float[] x = features(Fixtures.blobs(19, 3), 0, 19);
    Model model = Fixtures.model(Shape.of(FEATURES), 5, Dense.of(3));
    int[] ends = {0, 3, 7, 11, 15, 19};
    float[][] shards = new float[5][];
    for (int i = 0; i < 5; i++) {
      float[] own = Arrays.copyOfRange(x, ends[i] * FEATURES, ends[i + 1] * FEATURES);
      double share = (float) ((ends[i + 1] - ends[i]) / 19.0);
      shards[i] = gradient(squares(model, share).shards(1), own);
    }
    float[] sum = gradient(squares(model, 1).shards(5), x);
    for (int k = 0; k < sum.length; k++) {
      float four = (shards[0][k] + shards[1][k]) + (shards[2][k] + shards[3][k]);
      assertThat(sum[k]).isEqualTo(four + shards[4][k]);
    }
  }

  /** One of these shards has a row alone, whose variance is not defined, and one has no weight. */
  @Test
  void statesOfUnequalShards() {
    Model model = Fixtures.model(Shape.of(FEATURES), 5, new BatchNorm1d(), Dense.of(3));
    Dataset data = Fixtures.blobs(5, 3);
    try (TrainStep step = trainer(model, 3).step()) {
      step.run(features(data, 0, 5), labels(data, 0, 5), new float[] {1, 1, 1, 0, 0});
      float[] mean = model.store().read(model.parameter("0.running_mean"));
      float[] variance = model.store().read(model.parameter("0.running_var"));
      for (int k = 0; k < FEATURES; k++) {
        double alone = 0.1 * data.features(0)[k];
        double a = data.features(1)[k];
        double b = data.features(2)[k];
        double first = 0.1 * (a + b) / 2;
        assertThat(mean[k]).isCloseTo((float) ((alone + 2 * first) / 3), within(1e-6f));
        double spread = 0.9 + 0.1 * (a - b) * (a - b) / 2;
        assertThat(variance[k]).isCloseTo((float) ((1 + 2 * spread) / 3), within(1e-5f));
      }
    }
  }

  private static Trainer squares(Model model, double factor) {
    Objective objective =
        Objective.of(
            model,
            f -> {
              Tensor y = f.apply(model, f.input("x", model.sampleShape()));
              f.part("squares", y.square(), factor);
            });
    return Trainer.of(objective).optimizer(Sgd.of(1e-30)).workers(Workers.serial());
  }

  private static float[] gradient(Trainer trainer, float[] x) {
    try (TrainStep step = trainer.step()) {
      step.run(Batch.of("x", x));
      return step.gradient("0.weight");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.training.Fixtures#workersAndKernels")
  void workersAndKernelsChangeNoBit(int count, String set) {
    Kernels kernels = Fixtures.REGISTRY.kernels(set);
    Model model = Fixtures.normalizedClassifier(7);
    Model serial = Fixtures.normalizedClassifier(7);
    Dataset shaped = Fixtures.blobs(model.sampleShape(), 53, 1);
    try (Workers workers = ForkJoinWorkers.of(count, 0)) {
      trainer(model, 16).workers(workers).kernels(kernels).batch(50).fit(shaped, 2);
    }
    trainer(serial, 16).batch(50).fit(shaped, 2);
    assertThat(model.store().sha256()).isEqualTo(serial.store().sha256());
    assertThat(shaped.size() % 50).as("rows of the last batch, fewer than shards").isEqualTo(3);
  }

  /** Their rows do not depend on each other, so that the check has to admit them. */
  @Test
  void recurrentNetworksImagesAndSequences() {
    for (Model model :
        List.of(
            Fixtures.recurrent(1), Fixtures.imageClassifier(1), Fixtures.sequenceClassifier(1))) {
      Dataset data = Fixtures.blobs(model.sampleShape(), 22, 1);
      assertThat(trainer(model, 4).batch(22).fit(data, 1).last().loss()).isFinite();
    }
  }

  @Test
  void statesAreMeansByRows() {
    float[] x = {1, 2, 3, 10, 20, 30, 40};
    float[] targets = new float[7];
    Model model = Fixtures.model(Shape.of(1), 1, new BatchNorm1d().withMomentum(1), Dense.of(1));
    try (TrainStep step =
        Trainer.of(model)
            .loss(new MeanSquaredError())
            .optimizer(Sgd.of(0.1))
            .workers(1)
            .shards(2)
            .step()) {
      step.run(x, targets);
    }
    float[] mean = model.store().read(model.parameter("0.running_mean"));
    float[] variance = model.store().read(model.parameter("0.running_var"));
    assertThat(mean[0]).isCloseTo((3 * 2 + 4 * 25) / 7f, within(1e-5f));
    assertThat(variance[0]).isCloseTo((float) ((3 * 1 + 4 * 500 / 3.0) / 7), within(1e-3f));
  }

  @Test
  void aStateThatIsNoMeanIsRefused() {
    Model model = Fixtures.model(Shape.of(2), 1, new StepCounter(), Dense.of(3));
    try (TrainStep step = trainer(model, 2).step()) {
      String before = model.store().sha256();
      assertThatThrownBy(() -> step.run(new float[8], new int[4]))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("0.count is updated by each shard")
          .hasMessageContaining("averagedOverShards");
      assertThat(model.store().sha256()).isEqualTo(before);
    }
    try (TrainStep step = trainer(model, 2).freeze("0.count").step()) {
      assertThat(step.run(new float[8], new int[4])).isFinite();
    }
  }

  private static Objective spread(Model model) {
    return Objective.of(
        model,
        f -> {
          Tensor y = f.apply(model, f.input("x", Shape.of(2)));
          f.part("size", y.square().sum(-1));
          f.part("spread", y.sub(y.mean(List.of(0), true)).square().sum(-1));
        });
  }

  @Test
  void aLossOfSeveralRowsIsRefusedUnlessItIsPerShard() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(3));
    Batch batch = Batch.of("x", new float[] {1, 2, 3, 4, 5, 6, 7, 9});
    Trainer trainer = Trainer.of(spread(model)).optimizer(Sgd.of(0.1)).workers(1).shards(2);
    try (TrainStep step = trainer.step()) {
      assertThatThrownBy(() -> step.run(batch))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("part 'spread' of the objective depends on several rows")
          .hasMessageContaining("perShard(true)");
      assertThat(step.step()).isZero();
    }
    try (TrainStep step = trainer.perShard(true).step()) {
      assertThat(step.run(batch)).isFinite();
    }
  }

  /** A mean within the objective is a part of weight 1 in each shard: other rows would count. */
  @Test
  void aMeanOfAMeanIsRefused() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(3));
    Objective objective =
        Objective.of(
            model, f -> f.part("all", f.apply(model, f.input("x", Shape.of(2))).square().mean()));
    Batch batch = Batch.of("x", new float[] {1, 2, 3, 4, 5, 6});
    try (TrainStep step =
        Trainer.of(objective).optimizer(Sgd.of(0.1)).workers(1).shards(2).step()) {
      assertThatThrownBy(() -> step.run(batch)).hasMessageContaining("part 'all'");
    }
  }

  /** Two row groups of different size, a mask, and a penalty that depends on no row. */
  @Test
  void partsHaveTheMeansOfTheWhole() {
    float[] x = numbers(40, i -> (i * 7 % 11) / 5.0);
    float[] mask = numbers(20, i -> i < 13 ? 1 : 0);
    Batch batch = Batch.of("x", x).and("mask", mask).and("edge", Arrays.copyOf(x, 10));
    Model one = Fixtures.model(Shape.of(2), 1, Dense.of(3));
    Model other = Fixtures.model(Shape.of(2), 1, Dense.of(3));
    try (TrainStep whole = ofParts(one, 1).step();
        TrainStep divided = ofParts(other, 4).step()) {
      for (int i = 0; i < 2; i++) {
        assertThat(divided.run(batch)).isCloseTo(whole.run(batch), within(1e-6f));
        for (String part : whole.parts()) {
          assertThat(divided.part(part)).as(part).isCloseTo(whole.part(part), within(1e-6f));
        }
      }
    }
  }

  private static Trainer ofParts(Model model, int shards) {
    Objective objective =
        Objective.of(
            model,
            f -> {
              Tensor y = f.apply(model, f.input("x", Shape.of(2))).square();
              Tensor mask = f.input("mask", Shape.scalar());
              f.part("masked", LossTerms.of(y.sum(-1)).weighted(mask), 1);
              f.part("edge", f.apply(model, f.input("edge", Shape.of(2), "edges")).sum(-1), 2);
              f.part("decay", f.parameter(model, "0.weight").square().sum(), 0.1);
            });
    return Trainer.of(objective).optimizer(Sgd.of(0.1)).workers(1).shards(shards);
  }

  @Test
  void aShardWithRowsOfSomeInputsAloneIsAnError() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(3));
    Batch batch = Batch.of("x", new float[40]).and("mask", new float[20]).and("edge", new float[6]);
    try (TrainStep step = ofParts(model, 4).step()) {
      assertThatThrownBy(() -> step.run(batch))
          .hasMessageContaining("input 'edge' has 3 rows and others 20")
          .hasMessageContaining("at least 4 of each");
    }
  }

  @Test
  void aFailureInAShardNamesItAndChangesNothing() {
    Model model = Fixtures.model(Shape.of(2), 1, new BatchNorm1d(), Dense.of(3));
    float[] x = {1, 2, 3, 4, 5, 6, 7, Float.NaN};
    try (TrainStep step = trainer(model, 2).optimizer(Adam.of(0.1)).step()) {
      step.run(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new int[4]);
      String before = model.store().sha256();
      float[] slot = step.state().slots().get(0);
      assertThatThrownBy(() -> step.run(x, new int[4]))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("shard 2 of 2")
          .hasMessageContaining("row 3 has NaN as feature 1");
      assertThat(model.store().sha256()).isEqualTo(before);
      assertThat(step.state().slots().get(0)).isEqualTo(slot);
      assertThat(step.run(new float[8], new int[4])).isFinite();
    }
  }

  @Test
  void aWrongLabelIsNamedByItsRow() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(3));
    try (TrainStep step = trainer(model, 2).step()) {
      assertThatThrownBy(() -> step.run(new float[8], new int[] {0, 1, 2, 3}))
          .hasMessageContaining("row 3 has label 3");
    }
  }

  @Test
  void weightsOfAllShardsOrOfOneAreZero() {
    Model model = Fixtures.model(Shape.of(2), 1, new BatchNorm1d(), Dense.of(3));
    try (TrainStep step = trainer(model, 2).step()) {
      String before = model.store().sha256();
      float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
      assertThat(step.run(x, new int[4], new float[4])).isNaN();
      assertThat(model.store().sha256()).isEqualTo(before);
      assertThat(step.run(x, new int[4], new float[] {0, 0, 1, 1})).isFinite();
    }
    float[] mean = model.store().read(model.parameter("0.running_mean"));
    assertThat(mean[0]).as("of the second shard alone").isCloseTo(0.1f * 6, within(1e-6f));
  }

  @Test
  void microBatchesAreRefused() {
    try (TrainStep step = trainer(perceptron(), 2).step()) {
      assertThatThrownBy(() -> step.accumulate(new float[4 * FEATURES], new int[4]))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("into 2 shards");
    }
    assertThatThrownBy(() -> trainer(perceptron(), 2).accumulate(3).fit(Fixtures.blobs(40, 1), 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("accumulate(3) with shards(2)");
    assertThatThrownBy(() -> trainer(perceptron(), 0)).hasMessageContaining("0 shards");
  }

  /** The gradient itself has 8 significant bits; the update does not. */
  @Test
  void gradientsOfBfloat16AreRounded() {
    Dataset data = Fixtures.blobs(33, 2);
    try (TrainStep exact = trainer(perceptron(), 16).step();
        TrainStep rounded = trainer(perceptron(), 16).bfloat16Gradients(true).step()) {
      float loss = exact.run(features(data, 0, 33), labels(data, 0, 33));
      assertThat(rounded.run(features(data, 0, 33), labels(data, 0, 33))).isEqualTo(loss);
      float[] gradient = rounded.gradient("0.weight");
      for (int i = 0; i < gradient.length; i++) {
        float difference = Math.abs(gradient[i] - exact.gradient("0.weight")[i]);
        assertThat(difference).isLessThan(0.02f);
        assertThat(Float.floatToRawIntBits(gradient[i]) & 0xFFFF).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.training.Fixtures#workersAndKernels")
  void workersAndKernelsChangeNoBitOfBfloat16(int count, String set) {
    Model model = Fixtures.normalizedClassifier(7);
    Model serial = Fixtures.normalizedClassifier(7);
    Dataset shaped = Fixtures.blobs(model.sampleShape(), 53, 1);
    Kernels kernels = Fixtures.REGISTRY.kernels(set);
    try (Workers workers = ForkJoinWorkers.of(count, 0)) {
      Trainer parallel = trainer(model, 16).workers(workers).kernels(kernels);
      parallel.bfloat16Gradients(true).batch(50).fit(shaped, 2);
    }
    trainer(serial, 16).bfloat16Gradients(true).batch(50).fit(shaped, 2);
    assertThat(model.store().sha256()).isEqualTo(serial.store().sha256());
  }

  @Test
  void bfloat16GradientsNeedShards() {
    Trainer trainer = trainer(perceptron(), 1).bfloat16Gradients(true);
    assertThatThrownBy(trainer::step)
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("bfloat16Gradients(true) without shards");
  }

  @Test
  void theDescriptionIsOfTheLargestShard() {
    try (TrainStep step = trainer(perceptron(), 3).step()) {
      assertThat(step.describe(10)).startsWith("3 shards").contains("features 4x10");
    }
  }
}
