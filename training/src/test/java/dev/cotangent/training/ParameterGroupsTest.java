package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Groups with rules of their own, frozen weights, and gradients that are cut off. */
class ParameterGroupsTest {

  private final Model model = Fixtures.model(Shape.of(1), 1, Dense.of(1), Dense.of(1));

  ParameterGroupsTest() {
    for (String name : new String[] {"0.weight", "0.bias", "1.weight", "1.bias"}) {
      model.store().write(model.parameter(name), 1);
    }
  }

  private static final Batch ONE = Batch.of("features", new float[1]).and("target", new float[1]);

  private Trainer trainer() {
    return Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(Sgd.of(0.5))
        .workers(Workers.serial())
        .kernels(Fixtures.portable());
  }

  private float value(String name) {
    return model.store().read(model.parameter(name))[0];
  }

  /** y = w1 · (w0 · x + b0) + b1 = 3 for x = 1, and the target is 2: all gradients are 2. */
  private void run(Trainer trainer) {
    try (TrainStep step = trainer.step()) {
      assertThat(step.run(new float[] {1}, new float[] {2})).isEqualTo(1);
    }
  }

  @Test
  void eachGroupHasItsOwnRate() {
    run(trainer().group("*.bias", Sgd.of(0.25)).group("1.*", Sgd.of(0.125)));
    assertThat(value("0.weight")).isEqualTo(0);
    assertThat(value("0.bias")).isEqualTo(0.5f);
    assertThat(value("1.bias")).isEqualTo(0.5f);
    assertThat(value("1.weight")).isEqualTo(0.5f); // its gradient is 4, that of h = 2
  }

  @Test
  void frozenWeightsStay() {
    run(trainer().freeze("0.*", "1.bias"));
    assertThat(value("0.weight")).isEqualTo(1);
    assertThat(value("0.bias")).isEqualTo(1);
    assertThat(value("1.bias")).isEqualTo(1);
    assertThat(value("1.weight")).isEqualTo(-1);
  }

  @Test
  void elementsAreCutOff() {
    run(trainer().clipValue(0.5));
    assertThat(value("0.weight")).isEqualTo(0.75f);
    assertThat(value("1.weight")).isEqualTo(0.75f);
  }

  @Test
  void anInfiniteGradientIsNotCutOffButRefused() {
    float huge = 1e30f;
    try (TrainStep step = trainer().clipValue(0.5).step()) {
      assertThatThrownBy(() -> step.run(new float[] {huge}, new float[] {2}))
          .isInstanceOf(NonFiniteException.class);
    }
    assertThat(value("0.weight")).isEqualTo(1);
  }

  @Test
  void aGroupMayHaveAnotherOptimizer() {
    float before = value("0.weight");
    run(trainer().group("0.*", AdamW.of(0.125).withWeightDecay(0)));
    // Adam's first step is as long as its rate
    assertThat(value("0.weight")).isCloseTo(before - 0.125f, offset(1e-6f));
    assertThat(value("1.weight")).isEqualTo(-1);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> trainer().freeze("2.*").step())
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "no weight and no state has a name like '2.*'; the weights and states are"
                + " [0.weight, 0.bias, 1.weight, 1.bias]");
    assertThatThrownBy(() -> trainer().freeze("*").step().prepare(ONE))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("no gradient flows");
  }

  private static final Shape CHANNEL = Shape.of(1);

  private static Model normed() {
    return Sequential.of(new BatchNorm1d(), new Residual(new BatchNorm1d()), Dense.of(1))
        .build(CHANNEL, 7);
  }

  private static Map<String, float[]> states(Model model) {
    Map<String, float[]> states = new TreeMap<>();
    model.parameters().stream()
        .filter(parameter -> !parameter.trainable())
        .forEach(state -> states.put(state.name(), model.store().read(state)));
    return states;
  }

  private static Trainer training(Model model, String... frozen) {
    return Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(Sgd.of(0.01))
        .workers(1)
        .batch(2)
        .freeze(frozen);
  }

  private static final Dataset NUMBERS =
      Dataset.regression(CHANNEL, new float[] {5, 6, 7, 8}, CHANNEL, new float[4]);

  @Test
  void frozenStatesStay() {
    for (int microBatches : List.of(1, 2)) {
      Model model = normed();
      Map<String, float[]> before = states(model);
      assertThat(before.keySet()).contains("0.running_mean", "1.layer.running_var");
      training(model, "0.*", "*running_*").accumulate(microBatches).fit(NUMBERS, 3);
      states(model).forEach((name, now) -> assertThat(now).as(name).isEqualTo(before.get(name)));
    }
  }

  @Test
  void onlyTheStatesThatAPatternNamesAreFrozen() {
    Model model = normed();
    Map<String, float[]> before = states(model);
    training(model, "0.weight", "0.bias", "1.layer.running_mean").fit(NUMBERS, 2);
    Map<String, float[]> after = states(model);
    assertThat(after.get("0.running_mean")).isNotEqualTo(before.get("0.running_mean"));
    assertThat(after.get("1.layer.running_mean")).isEqualTo(before.get("1.layer.running_mean"));
    assertThat(after.get("1.layer.running_var")).isNotEqualTo(before.get("1.layer.running_var"));
    assertThatThrownBy(() -> training(model).group("0.running_mean", Sgd.of(1)).step())
        .hasMessageContaining("no weight has a name like '0.running_mean'");
  }
}
