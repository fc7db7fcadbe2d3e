package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.objective.Objective;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One update of several micro-batches whose parts weigh differently. */
class MicroBatchesTest {

  private static final Shape ONE = Shape.of(1);

  private static Model net() {
    return Sequential.of(Dense.of(9), Activate.with("tanh"), Dropout.of(0.3), Dense.of(1))
        .build(ONE, 5, Fixtures.REGISTRY);
  }

  /** The second part counts some rows only, the third has rows of its own. */
  private static Objective threeParts(Model net) {
    return Objective.of(
        net,
        f -> {
          Tensor y = f.apply(net, f.input("x", ONE));
          f.part("all", y.square());
          Tensor mask = f.input("mask", Shape.scalar());
          f.part("some", LossTerms.of(y.sub(1).square()).weighted(mask), 2);
          f.part("edges", f.inference(net, f.input("edge", ONE, "edges")).square(), 0.5);
        });
  }

  private static float[] numbers(int count, String name) {
    RandomStream random = RandomStream.of(3, name);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.normal(i);
    }
    return numbers;
  }

  private static final float[] X = numbers(8, "x");
  private static final float[] EDGE = numbers(4, "edge");
  private static final float[] MASK = {0, 0, 0, 1, 0.5f, 1, 0, 2};

  private static Batch rows(int from, int to, int firstEdge, int lastEdge) {
    return Batch.of("x", Arrays.copyOfRange(X, from, to))
        .and("mask", Arrays.copyOfRange(MASK, from, to))
        .and("edge", Arrays.copyOfRange(EDGE, firstEdge, lastEdge));
  }

  private static List<Batch> pieces() {
    return List.of(rows(0, 3, 0, 1), rows(3, 4, 1, 3), rows(4, 8, 3, 4));
  }

  private static TrainStep step(Objective objective) {
    return Trainer.of(objective).optimizer(Sgd.of(0.1)).kernels(Fixtures.portable()).step();
  }

  /** Dropout draws what it would draw in the whole batch. */
  @Test
  void theUpdateIsThatOfOneBatchOfAllRows() {
    Model one = net();
    Model two = net();
    try (TrainStep whole = step(threeParts(one));
        TrainStep pieces = step(threeParts(two))) {
      for (int i = 0; i < 3; i++) {
        double expected = whole.run(rows(0, 8, 0, 4));
        assertThat((double) pieces.run(pieces())).isCloseTo(expected, within(1e-5));
        for (String part : whole.parts()) {
          assertThat(pieces.part(part)).isCloseTo(whole.part(part), within(1e-5f));
        }
        near(pieces.gradient("0.weight"), whole.gradient("0.weight"));
      }
      near(two.store().array(), one.store().array());
      assertThat(pieces.step()).isEqualTo(3);
    }
  }

  private static void near(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void oneMicroBatchIsABatch() {
    Model one = net();
    Model two = net();
    try (TrainStep whole = step(threeParts(one));
        TrainStep pieces = step(threeParts(two))) {
      assertThat(pieces.run(List.of(rows(0, 8, 0, 4)))).isEqualTo(whole.run(rows(0, 8, 0, 4)));
      assertThat(two.store().sha256()).isEqualTo(one.store().sha256());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.training.Fixtures#workersAndKernels")
  void bitsDoNotDependOnWorkersAndKernels(int workers, String kernels) {
    assertThat(trained(workers, kernels)).isEqualTo(trained(1, "portable"));
  }

  private static String trained(int workers, String kernels) {
    Model net = net();
    try (TrainStep step =
        Trainer.of(threeParts(net))
            .optimizer(Adam.of(0.01))
            .workers(workers)
            .kernels(Fixtures.REGISTRY.kernels(kernels))
            .step()) {
      for (int i = 0; i < 4; i++) {
        step.run(pieces());
      }
    }
    return net.store().sha256();
  }

  @Test
  void aFailureChangesNothing() {
    Model net = Sequential.of(new BatchNorm1d(), Dense.of(1)).build(ONE, 1, Fixtures.REGISTRY);
    Objective objective =
        Objective.of(net, f -> f.part("y", f.apply(net, f.input("x", ONE)).square()));
    String before = net.store().sha256();
    Batch good = Batch.of("x", new float[] {1, 3});
    try (TrainStep step = step(objective)) {
      assertThatThrownBy(() -> step.run(List.of(good, Batch.of("x", new float[] {1, Float.NaN}))))
          .isInstanceOf(NonFiniteException.class);
      assertThat(net.store().sha256()).isEqualTo(before);
      assertThatThrownBy(() -> step.run(List.of(good, Batch.of("z", new float[] {1}))))
          .hasMessageContaining("input 'x'");
      assertThat(net.store().sha256()).isEqualTo(before);
      assertThatThrownBy(() -> step.run(List.<Batch>of()))
          .hasMessageContaining("expected at least one");
      step.accumulate(good);
      assertThatThrownBy(() -> step.run(List.of(good, good)))
          .hasMessageContaining("2 rows are waiting for an update");
      assertThat(step.run(good)).isFinite();
      assertThat(step.run(List.of(good, good))).isFinite();
      assertThat(net.store().sha256()).isNotEqualTo(before);
    }
  }

  /** Nothing of micro-batches that were given up stays for the next step. */
  @Test
  void theStepAfterAFailureIsAnyStep() {
    Model one = net();
    Model two = net();
    Batch all = rows(0, 8, 0, 4);
    try (TrainStep undisturbed = step(threeParts(one));
        TrainStep failing = step(threeParts(two))) {
      assertThatThrownBy(() -> failing.run(Arrays.asList(all, null)))
          .hasMessageContaining("a micro-batch is null");
      Batch other = Batch.of("x", new float[1]);
      assertThatThrownBy(() -> failing.run(List.of(all, other)))
          .hasMessageContaining("input 'mask'");
      assertThat(failing.run(all)).isEqualTo(undisturbed.run(all));
      assertThat(two.store().sha256()).isEqualTo(one.store().sha256());
    }
  }

  @Test
  void partsWithoutAnyWeightCountForNothing() {
    Model net = net();
    Objective masked =
        Objective.of(
            net,
            f -> {
              Tensor y = f.apply(net, f.input("x", ONE)).square();
              f.part("y", LossTerms.of(y).weighted(f.input("mask", Shape.scalar())), 1);
            });
    Batch none = Batch.of("x", new float[2]).and("mask", new float[2]);
    Batch one = Batch.of("x", new float[] {1}).and("mask", new float[] {1});
    try (TrainStep step = step(masked)) {
      String before = net.store().sha256();
      assertThat(step.run(List.of(none, none))).isNaN();
      assertThat(net.store().sha256()).isEqualTo(before);
      assertThat(step.run(List.of(none, one, none))).isFinite().isEqualTo(step.part("y"));
      assertThat(net.store().sha256()).isNotEqualTo(before);
    }
  }

  /** The same in {@code fit}: the mask leaves the first micro-batch without a second part. */
  @Test
  void aTrainingAccumulatesPartsOfAnyWeight() {
    Model one = net();
    Model two = net();
    Dataset data = Dataset.regression(ONE, X, ONE, X).withInput("mask", Shape.scalar(), MASK);
    Trainer.of(twoParts(one)).optimizer(Sgd.of(0.1)).batch(8).fit(data, 2);
    Trainer.of(twoParts(two)).optimizer(Sgd.of(0.1)).batch(3).accumulate(3).fit(data, 2);
    near(two.store().array(), one.store().array());
  }

  private static Objective twoParts(Model net) {
    return Objective.of(
        net,
        f -> {
          Tensor y = f.apply(net, f.input("features", ONE));
          f.part("all", y.square());
          Tensor mask = f.input("mask", Shape.scalar());
          f.part("some", LossTerms.of(y.sub(1).square()).weighted(mask), 2);
        });
  }
}
