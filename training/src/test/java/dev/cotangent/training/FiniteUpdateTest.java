package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.FiniteRule;
import dev.cotangent.optim.Muon;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.step.EpochBatches;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An update that would leave parameters or optimizer state NaN or infinite never happened. */
class FiniteUpdateTest {

  /** Rules that overflow at such rates; those of others are smaller, or do not grow with it. */
  private static final List<String> OVERFLOWING = List.of("adam", "adamw", "adamax", "muon");

  static List<Optimizer> rules() {
    return Fixtures.REGISTRY.optimizers().stream().map(Fixtures.REGISTRY::optimizer).toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theLastUpdateOfATraining(Optimizer rule) {
    Model model = Fixtures.classifier(1);
    String before = model.store().sha256();
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(rule.withLearningRate(3e38))
            .batch(60);
    NonFiniteException error =
        catchThrowableOfType(NonFiniteException.class, () -> trainer.fit(Fixtures.blobs(60, 1), 1));
    if (error == null) {
      assertThat(OVERFLOWING).doesNotContain(rule.id());
      assertFinite(model.store().array());
      return;
    }
    assertThat(error)
        .hasMessageContaining("epoch 1, batch 1 of 60 rows")
        .hasMessageContaining("would not be finite after the update of step 0")
        .hasMessageContaining("optimizer '" + rule.id() + "'")
        .hasMessageContaining("at learning rate 3.0E38")
        .hasMessageContaining("are unchanged");
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  /** Good steps at first, so that there is state; then one that overflows, on several workers. */
  @ParameterizedTest
  @MethodSource("rules")
  void stateIsTakenBackToo(Optimizer rule) {
    Model model = Fixtures.classifier(1);
    EpochBatches batches = new EpochBatches(Fixtures.blobs(60, 1), 20, 1);
    try (TrainStep step =
        Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(rule).workers(3).step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      float[][] slots = step.state().slots().toArray(float[][]::new);
      step.scaleRate(1e300);
      NonFiniteException error =
          catchThrowableOfType(NonFiniteException.class, () -> step.run(batches.get(0, 1)));
      if (error == null) {
        assertThat(OVERFLOWING).doesNotContain(rule.id());
        return;
      }
      assertThat(error.step()).isEqualTo(1);
      assertThat(error.quantity()).isEqualTo("0.weight");
      assertThat(model.store().sha256()).isEqualTo(before);
      assertThat(step.state().slots().toArray(float[][]::new)).isDeepEqualTo(slots);
      step.scaleRate(1);
      step.run(batches.get(0, 1));
      assertFinite(model.store().array());
    }
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(value).isFinite();
    }
  }

  private static Model line(float weight) {
    Model model = Sequential.of(Dense.of(1).withoutBias()).build(Shape.of(1), 1);
    model.store().write(model.parameter("0.weight"), weight);
    return model;
  }

  /** A gradient whose square overflows: the parameter is finite, the mean square is not. */
  @Test
  void onlyTheStateOverflows() {
    Model model = line(1);
    try (TrainStep step = TrainStep.compile(model, new MeanSquaredError(), Adam.of(1e-3))) {
      float[] features = {1e10f};
      float[] targets = {-2e19f + 1e10f};
      assertThatThrownBy(() -> step.run(features, new float[] {1e28f}))
          .isInstanceOf(TrainingException.class);
      assertThatThrownBy(() -> step.run(features, targets)).isInstanceOf(TrainingException.class);
      assertThat(model.store().array()[0]).isEqualTo(1);
      assertThat(step.step()).isZero();
    }
  }

  @Test
  void aParameterThatWasLargeBefore() {
    Model model = line(3e38f);
    Sgd rule = Sgd.of(1).withWeightDecay(10);
    try (TrainStep step = TrainStep.compile(model, new MeanSquaredError(), rule)) {
      assertThatThrownBy(() -> step.run(new float[] {1e-30f}, new float[] {0}))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("would not be finite after the update of step 0");
      assertThat(model.store().array()[0]).isEqualTo(3e38f);
    }
  }

  /** Without epsilon a gradient of 0 is divided by 0. */
  @Test
  void nothingDividedByNothing() {
    Model model = line(1);
    try (TrainStep step =
        TrainStep.compile(model, new MeanSquaredError(), new Adam().withEpsilon(0))) {
      assertThatThrownBy(() -> step.run(new float[] {0}, new float[] {0}))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining(
              "parameter 0.weight [1, 1] would not be finite after the update of step 0")
          .hasMessageContaining("it has NaN");
      assertThat(model.store().array()[0]).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aParameterThatWasNotFiniteBeforeIsNamedInPlaceOfTheOpThatReadsIt(float value) {
    Model model = line(value);
    try (TrainStep step = TrainStep.compile(model, new MeanSquaredError(), Sgd.of(0.1))) {
      assertThatThrownBy(() -> step.run(new float[] {1}, new float[] {1}))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("parameter 0.weight [1, 1] was " + value + " before this step");
    }
  }

  /** The promise that lets a rule write to the parameters themselves is not for plugins. */
  @Test
  void noPluginCallsItselfSafe() {
    assertThat(FiniteRule.class.isSealed()).isTrue();
    assertThat(FiniteRule.class.getPermittedSubclasses())
        .allMatch(rule -> Modifier.isFinal(rule.getModifiers()))
        .allMatch(rule -> rule.getPackage() == Sgd.class.getPackage());
    assertThatThrownBy(
            () ->
                Proxy.newProxyInstance(
                    FiniteRule.class.getClassLoader(),
                    new Class<?>[] {FiniteRule.class},
                    (proxy, method, arguments) -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRuleOfOthersChangesNothingOutsideOfWhatItTrains() {
    Model model = Sequential.of(Dense.of(2), new BatchNorm1d(), Dense.of(1)).build(Shape.of(1), 1);
    RogueRule everywhere =
        new RogueRule(slice -> Arrays.fill(slice.values, 0, slice.values.length, 7));
    float[] frozen = model.store().read(model.parameter("0.weight"));
    Trainer trainer = Trainer.of(model).loss(new MeanSquaredError()).optimizer(everywhere);
    try (TrainStep step = trainer.freeze("0.*", "1.running_*").step()) {
      step.run(new float[] {1, 2}, new float[] {1, 3});
      assertThat(model.store().read(model.parameter("0.weight"))).isEqualTo(frozen);
      assertThat(model.store().read(model.parameter("1.running_mean"))).containsOnly(0);
      assertThat(model.store().read(model.parameter("2.weight"))).containsOnly(7);
    }
  }

  @Test
  void ourRulesNeedNoCopyAtTheirDefaults() {
    assertThat(rules()).allMatch(rule -> ((FiniteRule) rule).staysFinite());
    assertThat(new Adam().withEpsilon(0).staysFinite()).isFalse();
    assertThat(new Muon().withWeightDecay(1e30).staysFinite()).isFalse();
    assertThat(new Adam().with(Attributes.none().with("epsilon", 1e-13)).staysFinite()).isFalse();
  }
}
