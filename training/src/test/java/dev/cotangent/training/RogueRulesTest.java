package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.step.EpochBatches;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses, optimizers and schedules that are wrong are named, too, and leave the model as it was.
 */
class RogueRulesTest {

  private record RogueLoss(UnaryOperator<Tensor> elements) implements Loss {

    @Override
    public String id() {
      return "rogue_loss";
    }

    @Override
    public LossTerms terms(Tensor prediction, Tensor target) {
      return LossTerms.of(elements.apply(prediction));
    }

    @Override
    public DType targetType() {
      return DType.I32;
    }

    @Override
    public Shape targetShape(Shape prediction) {
      return prediction.without(-1);
    }
  }

  static List<Arguments> losses() {
    return List.of(
        arguments(
            "terms failed: java.lang.IllegalStateException: no loss",
            (UnaryOperator<Tensor>)
                x -> {
                  throw new IllegalStateException("no loss");
                }),
        arguments(
            "terms failed: java.lang.NullPointerException", (UnaryOperator<Tensor>) x -> null),
        arguments(
            "terms returns [] for 20 rows, expected one row for each",
            (UnaryOperator<Tensor>) Tensor::sum));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aLossThatCannotBePlanned(String said, UnaryOperator<Tensor> elements) {
    Model model = Fixtures.classifier(1);
    String before = model.store().sha256();
    Trainer trainer =
        Trainer.of(model).loss(new RogueLoss(elements)).optimizer(new Adam()).batch(20);
    assertThatThrownBy(() -> trainer.fit(Fixtures.blobs(60, 1), 1))
        .isInstanceOf(PluginException.class)
        .hasMessageContainingAll("loss 'rogue_loss' (" + RogueLoss.class.getName() + " in ", said);
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  /** Not in the first unit, so that something was changed before. */
  private static void inStepTwo(ParameterSlice slice, Consumer<ParameterSlice> code) {
    if (slice.step == 2 && slice.to > 100) {
      code.accept(slice);
    }
  }

  static List<Arguments> rules() {
    return List.of(
        arguments(
            "update by rogue_rule, units ",
            (Consumer<ParameterSlice>)
                slice -> {
                  throw new IllegalStateException("no update");
                }),
        arguments(
            "parameter 0.weight [64, 10] would not be finite after the update of step 1 (it has NaN), by"
                + " ",
            (Consumer<ParameterSlice>) slice -> slice.values[slice.from] = Float.NaN));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anOptimizerThatFails(String said, Consumer<ParameterSlice> code) {
    Model model = Fixtures.classifier(1);
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(new RogueRule(slice -> inStepTwo(slice, code)))
            .workers(2);
    EpochBatches batches = new EpochBatches(Fixtures.blobs(60, 1), 20, 1);
    try (TrainStep step = trainer.step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      TrainingState state = step.state();
      assertThatThrownBy(() -> step.run(batches.get(0, 1)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll("batch 2 of 20 rows", "step 1: ")
          .hasMessageContainingAll(
              "optimizer 'rogue_rule' (" + RogueRule.class.getName() + " in ", said);
      assertThat(model.store().sha256()).isEqualTo(before);
      assertThat(step.state().slots().toArray(float[][]::new))
          .isDeepEqualTo(state.slots().toArray(float[][]::new));
    }
  }

  private record RogueSchedule(DoubleSupplier later) implements Schedule {

    @Override
    public String id() {
      return "rogue_schedule";
    }

    @Override
    public double learningRate(double base, long step) {
      return step == 0 ? base : later.getAsDouble();
    }
  }

  static List<Arguments> schedules() {
    return List.of(
        arguments("learningRate of step 1 is NaN", (DoubleSupplier) () -> Double.NaN),
        arguments(
            "learningRate of step 1 failed: java.lang.IllegalStateException: no rate",
            (DoubleSupplier)
                () -> {
                  throw new IllegalStateException("no rate");
                }));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aScheduleThatFails(String said, DoubleSupplier later) {
    Model model = Fixtures.classifier(1);
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(new Adam())
            .schedule(new RogueSchedule(later));
    EpochBatches batches = new EpochBatches(Fixtures.blobs(60, 1), 20, 1);
    try (TrainStep step = trainer.step()) {
      step.run(batches.get(0, 0));
      String before = model.store().sha256();
      assertThatThrownBy(() -> step.run(batches.get(0, 1)))
          .isInstanceOf(PluginException.class)
          .hasMessageContainingAll("schedule 'rogue_schedule' (", said);
      assertThat(model.store().sha256()).isEqualTo(before);
    }
    assertThatThrownBy(() -> trainer.fit(Fixtures.blobs(60, 1), 1))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining(said);
  }
}
