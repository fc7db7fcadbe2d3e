package dev.cotangent.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.Fixtures;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.TrainingState;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.failure.NonFiniteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objectives of one's own: several parts, inputs, row groups and models. */
class ObjectiveTest {

  private static final Shape ONE = Shape.of(1);

  private static Model net(int seed) {
    return Sequential.of(Dense.of(7), Activate.with("tanh"), Dense.of(1))
        .build(ONE, seed, Fixtures.REGISTRY);
  }

  private static float[] numbers(int count, String name) {
    RandomStream random = RandomStream.of(3, name);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.normal(i);
    }
    return numbers;
  }

  /** u' = f inside, u = 0 at the edges. */
  private static Objective equation(Model net) {
    return Objective.of(
        net,
        f -> {
          Tensor x = f.input("x", ONE);
          Tensor u = f.apply(net, x);
          Tensor slope = Gradients.of(u.sum(), x).of(x);
          f.part("equation", slope.sub(f.input("f", ONE)).square());
          f.part("boundary", f.apply(net, f.input("edge", ONE, "edges")).square(), 10);
          f.output("u", u);
        });
  }

  private static Batch points() {
    return Batch.of("x", numbers(9, "x")).and("f", numbers(9, "f")).and("edge", new float[] {0, 1});
  }

  private static TrainStep step(Objective objective, double rate) {
    return Trainer.of(objective).optimizer(Sgd.of(rate)).kernels(Fixtures.portable()).step();
  }

  @Test
  void theTotalIsTheSumOfPartsTimesFactors() {
    Model net = net(1);
    try (TrainStep step = step(equation(net), 0.01)) {
      float total = step.run(points());
      assertThat(step.parts()).containsExactly("equation", "boundary");
      assertThat(total).isEqualTo(step.part("equation") + 10 * step.part("boundary"));
      float[] edges = {0, 1};
      float[] u = net(1).predictor().predict(edges);
      double mean = (u[0] * u[0] + u[1] * u[1]) / 2;
      assertThat((double) step.part("boundary")).isCloseTo(mean, within(1e-6));
      assertThat(step.output("u")).hasSize(9);
      assertThatThrownBy(() -> step.part("edge"))
          .hasMessageContaining("no part 'edge', expected one of [equation, boundary]");
    }
  }

  /** A derivative within the objective is differentiated again. */
  @Test
  void gradientsAreThoseOfDifferences() {
    Model net = net(2);
    Batch batch = points();
    try (TrainStep step = step(equation(net), 1e-30)) {
      step.run(batch);
      float[] gradient = step.gradient("0.weight");
      Parameter weight = net.parameter("0.weight");
      int at = net.store().offset(weight);
      for (int i = 0; i < gradient.length; i++) {
        float before = net.store().array()[at + i];
        net.store().array()[at + i] = before + 1e-2f;
        double above = step.run(batch);
        net.store().array()[at + i] = before - 1e-2f;
        double below = step.run(batch);
        net.store().array()[at + i] = before;
        double slope = (above - below) / 2e-2;
        assertThat((double) gradient[i]).isCloseTo(slope, within(2e-2 * (1 + Math.abs(slope))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.training.Fixtures#workersAndKernels")
  void bitsDoNotDependOnWorkersAndKernels(int workers, String kernels) {
    assertThat(trained(workers, kernels)).isEqualTo(trained(1, "portable"));
  }

  private static String trained(int workers, String kernels) {
    Model critic = judge(4);
    Model maker = judge(5);
    Objective both =
        Objective.of(
                f -> {
                  Tensor x = f.input("x", ONE);
                  Tensor z = f.context().normal("z", Shape.of(f.rows(), 1));
                  f.part("fake", f.apply(critic, f.apply(maker, z)).square());
                  f.part("real", f.apply(critic, x).sub(1).square(), 0.5);
                })
            .model("critic", critic)
            .model("maker", maker);
    try (TrainStep step =
        Trainer.of(both)
            .optimizer(Adam.of(1e-2))
            .clipGlobalNorm(0.3)
            .workers(workers)
            .kernels(Fixtures.REGISTRY.kernels(kernels))
            .step()) {
      Batch batch = Batch.of("x", numbers(64, "x"));
      for (int i = 0; i < 5; i++) {
        step.run(batch);
      }
    }
    return critic.store().sha256() + maker.store().sha256();
  }

  private static Model judge(int seed) {
    return Sequential.of(Dense.of(40), Activate.with("tanh"), Dropout.of(0.2), Dense.of(1))
        .build(ONE, seed, Fixtures.REGISTRY);
  }

  /** Two models in a plan train as one that consists of them. */
  @Test
  void twoModelsAreTrainedAsOne() {
    Model front = net(6);
    Model back = net(7);
    Model whole =
        Sequential.of(
                Dense.of(7),
                Activate.with("tanh"),
                Dense.of(1),
                Dense.of(7),
                Activate.with("tanh"),
                Dense.of(1))
            .build(ONE, 1, Fixtures.REGISTRY);
    copy(front, whole, 0);
    copy(back, whole, 3);
    Objective two =
        Objective.of(
                f -> {
                  Tensor y = f.apply(back, f.apply(front, f.input("features", ONE)));
                  Tensor target = f.input("target", ONE);
                  f.part("loss", new MeanSquaredError().terms(y, target), 1);
                })
            .model("front", front)
            .model("back", back);
    Batch batch = Batch.of("features", numbers(12, "x")).and("target", numbers(12, "y"));
    try (TrainStep one = step(Objective.supervised(whole, new MeanSquaredError()), 0.05);
        TrainStep both = step(two, 0.05)) {
      for (int i = 0; i < 4; i++) {
        assertThat(both.run(batch)).isEqualTo(one.run(batch));
      }
    }
    assertThat(values(front)).isEqualTo(values(whole).subList(0, 4));
    assertThat(values(back)).isEqualTo(values(whole).subList(4, 8));
  }

  private static List<String> values(Model model) {
    List<String> values = new ArrayList<>();
    for (Parameter each : model.parameters()) {
      values.add(Arrays.toString(model.store().read(each)));
    }
    return values;
  }

  private static void copy(Model from, Model to, int shift) {
    for (Parameter each : from.parameters()) {
      int dot = each.name().indexOf('.');
      int layer = Integer.parseInt(each.name().substring(0, dot)) + shift;
      to.store().write(to.parameter(layer + each.name().substring(dot)), from.store().read(each));
    }
  }

  /** Alternating steps, each of which freezes the other's model. */
  @Test
  void aFrozenModelKeepsItsNumbersAndPassesGradientsOn() {
    Model critic = judge(1);
    Model maker = judge(2);
    Objective fooling =
        Objective.of(f -> f.part("fake", f.apply(critic, f.apply(maker, f.input("z", ONE)))))
            .model("critic", critic)
            .model("maker", maker);
    String before = critic.store().sha256();
    String own = maker.store().sha256();
    try (TrainStep step = Trainer.of(fooling).optimizer(Adam.of(0.01)).freeze("critic/*").step()) {
      step.run(Batch.of("z", numbers(8, "z")));
      assertThat(step.gradient("maker/0.weight")).hasSize(40);
      assertThatThrownBy(() -> step.gradient("critic/0.weight"))
          .hasMessageContaining(
              "no weight 'critic/0.weight' is trained, expected one that the step updates");
      assertThat(step.state().slots("critic")).allMatch(slot -> slot.length == 0);
    }
    assertThat(critic.store().sha256()).isEqualTo(before);
    assertThat(maker.store().sha256()).isNotEqualTo(own);
  }

  @Test
  void groupsNameTheParametersOfAModel() {
    Model critic = net(1);
    Model maker = net(2);
    Objective objective =
        Objective.of(f -> f.part("all", f.apply(critic, f.apply(maker, f.input("z", ONE)))))
            .model("critic", critic)
            .model("maker", maker);
    String before = critic.store().sha256();
    try (TrainStep step =
        Trainer.of(objective).optimizer(Sgd.of(0.1)).group("critic/*", Sgd.of(1e-30)).step()) {
      step.run(Batch.of("z", numbers(8, "z")));
    }
    assertThat(critic.store().sha256()).isEqualTo(before);
    assertThatThrownBy(
            () -> Trainer.of(objective).optimizer(Sgd.of(1)).freeze("critc/*").step().close())
        .hasMessageContaining("'critc/*'")
        .hasMessageContaining("critic/0.weight");
  }

  @Test
  void aModelThatIsAppliedTwiceGoesOnFromItsNewStates() {
    Model net = Sequential.of(new BatchNorm1d()).build(ONE, 1, Fixtures.REGISTRY);
    Objective twice =
        Objective.of(
            net,
            f -> {
              f.part("a", f.apply(net, f.input("a", ONE)).square());
              f.part("b", f.apply(net, f.input("b", ONE)).square());
            });
    try (TrainStep step = step(twice, 1e-30)) {
      step.run(Batch.of("a", new float[] {1, 3}).and("b", new float[] {9, 11}));
    }
    // 0.9 · (0.9 · 0 + 0.1 · 2) + 0.1 · 10
    assertThat((double) net.store().read(net.parameter("0.running_mean"))[0])
        .isCloseTo(1.18, within(1e-6));
  }

  @Test
  void inferenceWithinAStepChangesNoState() {
    Model net =
        Sequential.of(new BatchNorm1d(), Dropout.of(0.5), Dense.of(1))
            .build(ONE, 1, Fixtures.REGISTRY);
    Objective still =
        Objective.of(
            net,
            f -> {
              Tensor y = f.inference(net, f.input("x", ONE));
              f.output("y", y);
              f.part("y", y.square());
            });
    float[] x = {1, 3, 5};
    float[] predicted = net.predictor(Fixtures.portable()).predict(x);
    try (TrainStep step = step(still, 0.1)) {
      step.run(Batch.of("x", x));
      assertThat(step.output("y")).isEqualTo(predicted);
      assertThat(net.store().read(net.parameter("0.running_mean"))).containsExactly(0);
    }
  }

  @Test
  void anEvaluationPredictsAndChangesNothing() {
    Model net = judge(3);
    Objective objective =
        Objective.of(
            net,
            f -> {
              Tensor y = f.apply(net, f.input("x", ONE));
              f.output("training", Tensor.scalar(f.training() ? 1f : 0f));
              f.part("y", y.square());
            });
    float[] x = numbers(6, "x");
    double expected = 0;
    for (float y : net.predictor(Fixtures.portable()).predict(x)) {
      expected += y * y / 6.0;
    }
    String before = net.store().sha256();
    try (TrainStep step = step(objective, 0.1)) {
      assertThat((double) step.evaluate(Batch.of("x", x))).isCloseTo(expected, within(1e-6));
      assertThat(step.output("training")).containsExactly(0);
      assertThat(net.store().sha256()).isEqualTo(before);
      assertThat(step.step()).isZero();
      step.run(Batch.of("x", x));
      assertThat(step.output("training")).containsExactly(1);
      fails(step, Batch.of("x", new float[0]), "has 0 numbers");
      assertThatThrownBy(() -> step.evaluate(Batch.of("z", x))).hasMessageContaining("input 'x'");
    }
  }

  @Test
  void aPartWithoutWeightCountsForNothing() {
    Model net = net(3);
    Objective masked =
        Objective.of(
            net,
            f -> {
              Tensor y = f.apply(net, f.input("x", ONE));
              f.part("all", y.square());
              f.part("some", LossTerms.of(y.square()).weighted(f.input("mask", Shape.scalar())), 1);
            });
    try (TrainStep step = step(masked, 0.1)) {
      float[] mask = {0, 0, 0};
      Batch batch = Batch.of("x", numbers(3, "x")).and("mask", mask);
      float total = step.run(batch);
      assertThat(total).isFinite().isEqualTo(step.part("all"));
      assertThat(step.part("some")).isZero();
      mask[1] = 1;
      assertThat(step.run(batch)).isGreaterThan(step.part("all"));
    }
  }

  @Test
  void microBatchesOfPartsWithEqualShares() {
    Model one = net(1);
    Model two = net(1);
    float[] x = numbers(8, "x");
    try (TrainStep whole = step(twoParts(one), 0.1);
        TrainStep parts = step(twoParts(two), 0.1)) {
      whole.run(Batch.of("x", x).and("edge", new float[] {1, 2, 3, 4}));
      parts.accumulate(Batch.of("x", head(x)).and("edge", new float[] {1, 2}));
      parts.run(Batch.of("x", tail(x)).and("edge", new float[] {3, 4}));
      assertThat(one.store().array()).hasSameSizeAs(two.store().array());
      for (int i = 0; i < one.store().array().length; i++) {
        assertThat(two.store().array()[i]).isCloseTo(one.store().array()[i], within(1e-5f));
      }
      String before = two.store().sha256();
      parts.accumulate(Batch.of("x", head(x)).and("edge", new float[] {1, 2}));
      assertThatThrownBy(() -> parts.run(Batch.of("x", tail(x)).and("edge", new float[] {3})))
          .hasMessageContaining("'b' has a weight of 1.0 where 2.0 is expected; pass all");
      assertThat(two.store().sha256()).isEqualTo(before);
      assertThat(parts.run(Batch.of("x", x).and("edge", new float[] {3}))).isFinite();
    }
  }

  private static Objective twoParts(Model net) {
    return Objective.of(
        net,
        f -> {
          f.part("a", f.apply(net, f.input("x", ONE)).square());
          f.part("b", f.apply(net, f.input("edge", ONE, "edges")).sub(1).square(), 3);
        });
  }

  private static float[] head(float[] x) {
    return Arrays.copyOf(x, x.length / 2);
  }

  private static float[] tail(float[] x) {
    return Arrays.copyOfRange(x, x.length / 2, x.length);
  }

  @Test
  void theStateOfSeveralModelsIsPutBack() {
    Model critic = judge(1);
    Model maker = judge(2);
    Objective objective =
        Objective.of(f -> f.part("x", f.apply(critic, f.apply(maker, f.input("x", ONE))).square()))
            .model("critic", critic)
            .model("maker", maker);
    Batch batch = Batch.of("x", numbers(8, "x"));
    try (TrainStep step = Trainer.of(objective).optimizer(Adam.of(0.01)).step()) {
      step.run(batch);
      TrainingState state = step.state();
      assertThat(state.models()).containsExactly("critic", "maker");
      step.run(batch);
      String after = critic.store().sha256() + maker.store().sha256();
      step.restore(state);
      step.run(batch);
      assertThat(critic.store().sha256() + maker.store().sha256()).isEqualTo(after);
      assertThatThrownBy(state::parameters)
          .hasMessageContaining("[critic, maker]; pass the name of one");
    }
  }

  @Test
  void mistakesAreNamed() {
    Model net = net(1);
    Objective equation = equation(net);
    try (TrainStep step = step(equation, 0.1)) {
      fails(
          step,
          Batch.of("x", new float[3]),
          "a batch of x[3] has no array for input 'f', expected one");
      fails(
          step, points().and("g", new float[1]), "array 'g', but the objective has no such input");
      fails(
          step,
          Batch.of("x", new float[3]).and("f", new float[2]).and("edge", new float[2]),
          "input 'f' has 2 rows, but others have 3");
      fails(
          step,
          Batch.of("x", new int[3]).and("f", new float[3]).and("edge", new float[2]),
          "has an int[] for input 'x', expected a float[]");
      fails(
          step,
          Batch.of("x", new float[0]).and("f", new float[3]).and("edge", new float[2]),
          "input 'x' has 0 numbers, expected a multiple of 1");
      assertThatThrownBy(() -> step.run(new float[3], new float[3]))
          .hasMessageContaining("an objective takes named inputs");
      assertThatThrownBy(() -> step.output("u")).hasMessageContaining("no step has run yet");
    }
    Model other = net(2);
    definitionFails(net, f -> f.input("x", ONE), "no part");
    definitionFails(net, f -> f.part("y", f.apply(other, f.input("x", ONE))), "does not contain");
    definitionFails(net, f -> f.part("x", f.input("x", ONE)), "no gradient flows to any weight");
    definitionFails(
        net, f -> f.part("y", f.apply(net, f.input("x", ONE)), Double.NaN), "part 'y' is NaN");
    assertThatThrownBy(() -> Trainer.of(Objective.of(f -> f.part("x", f.input("x", ONE)))))
        .hasMessageContaining("there is no model");
    assertThatThrownBy(
            () ->
                Objective.of(f -> f.rows()).model("a", net).model("b", net.withMetadata(Map.of())))
        .hasMessageContaining("'a' and 'b' share parameters");
    assertThatThrownBy(() -> Batch.of("x", new float[1]).and("x", new float[1]))
        .hasMessageContaining("two arrays have the name 'x'");
    assertThatThrownBy(() -> Trainer.of(equation).loss(new MeanSquaredError()))
        .hasMessageContaining("defines its own loss in parts");
  }

  private static void definitionFails(Model net, Objective.Definition definition, String message) {
    try (TrainStep step = step(Objective.of(net, definition), 0.1)) {
      fails(step, Batch.of("x", new float[2]), message);
    }
  }

  private static void fails(TrainStep step, Batch batch, String message) {
    assertThatThrownBy(() -> step.run(batch)).hasMessageContaining(message);
  }

  @Test
  void whatIsNotFiniteIsNamedWithItsModel() {
    Model critic = net(1);
    Model maker = net(2);
    Objective objective =
        Objective.of(f -> f.part("log", f.apply(critic, f.apply(maker, f.input("x", ONE))).log()))
            .model("critic", critic)
            .model("maker", maker);
    critic.store().write(critic.parameter("2.bias"), new float[] {-100});
    Objective two =
        Objective.of(
            critic,
            f -> {
              Tensor y = f.apply(critic, f.input("x", ONE));
              f.part("sum", y);
              f.part("log", y.log());
            });
    try (TrainStep step = step(two, 0.1)) {
      assertThatThrownBy(() -> step.run(Batch.of("x", new float[] {1})))
          .hasMessageContaining("the loss is NaN, because of its part 'log'");
    }
    try (TrainStep step = step(objective, 0.1)) {
      assertThatThrownBy(() -> step.run(Batch.of("x", new float[] {1})))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("a batch of x[1], step 0: the loss is NaN; the first op")
          .hasMessageContaining("the first op with such a result is log");
      maker.store().array()[0] = Float.NaN;
      assertThatThrownBy(() -> step.run(Batch.of("x", new float[] {1})))
          .hasMessageContaining("parameter maker/0.weight [7, 1] was NaN before this step");
    }
  }
}
