package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.core.work.WorkException;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.step.EpochBatches;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a plugin does wrong names it, and leaves the model as it was. */
class RoguePluginTest {

  private static final String PLUGIN = "layer 'rogue' (dev.cotangent.training.Rogue in ";
  private static final String PLACE = ") at '1'";

  private final AtomicBoolean tripped = new AtomicBoolean();

  private static Model model(UnaryOperator<Tensor> forward) {
    return Fixtures.model(
        Shape.of(Fixtures.FEATURES),
        3,
        Dense.of(8),
        new Rogue(forward),
        Dense.of(Fixtures.CLASSES));
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .batch(20)
        .workers(2);
  }

  private static Dataset data() {
    return Fixtures.blobs(60, 1);
  }

  /** What a training ends with, having changed nothing since some good steps. */
  private <T extends Throwable> T failure(Class<T> type, Model model, Trainer trainer) {
    try (TrainStep step = trainer.step()) {
      EpochBatches batches = new EpochBatches(data(), 20, 1);
      step.run(batches.get(0, 0));
      TrainingState before = step.state();
      String hash = model.store().sha256();
      tripped.set(true);
      T failure = catchThrowableOfType(type, () -> step.run(batches.get(0, 1)));
      assertThat(model.store().sha256()).isEqualTo(hash);
      assertThat(step.state().slots().toArray(float[][]::new))
          .isDeepEqualTo(before.slots().toArray(float[][]::new));
      assertThat(step.step()).isEqualTo(1);
      return failure;
    }
  }

  private TrainingException failureOfOp(Consumer<double[]> wrong) {
    Model model = model(new Rogue.Code(whenTripped(wrong), UnaryOperator.identity())::on);
    return failure(TrainingException.class, model, trainer(model));
  }

  private BiConsumer<double[], Values> whenTripped(Consumer<double[]> wrong) {
    return (in, out) -> {
      for (int i = 0; i < in.length; i++) {
        out.set(i, in[i]);
      }
      if (tripped.get()) {
        wrong.accept(in);
      }
    };
  }

  @Test
  void anOpThatThrows() {
    assertThat(
            failureOfOp(
                data -> {
                  throw new IllegalStateException("no way");
                }))
        .hasMessageContainingAll(
            "epoch 1, batch 2 of 20 rows",
            "step 1: ",
            "units 0 to ",
            "op rogue_code.reference F32[20, 8] of op 'rogue_code' ",
            "(dev.cotangent.training.Rogue$Code in ",
            "no way",
            "the op is from " + PLUGIN,
            PLACE)
        .hasRootCauseMessage("no way");
  }

  @Test
  void anOpThatNeedsAClassThatIsNotThere() {
    assertThat(
            failureOfOp(
                data -> {
                  throw new NoClassDefFoundError("some/Library");
                }))
        .hasMessageContainingAll("some/Library", PLUGIN, PLACE);
  }

  @Test
  void anOpThatWritesToItsInput() {
    assertThat(failureOfOp(data -> data[3] += 1))
        .hasMessageContainingAll(
            "op rogue_code",
            "it wrote to its input 0, element 3, expected inputs to stay unchanged",
            PLUGIN,
            PLACE);
  }

  @Test
  void anOpThatGivesNaN() {
    Rogue.Code spoiling = new Rogue.Code(this::nanWhenTripped, UnaryOperator.identity());
    Model model = model(spoiling::on);
    assertThat(failure(TrainingException.class, model, trainer(model)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContainingAll("step 1: the loss is NaN", "with such a result is rogue_code")
        .hasMessageContainingAll(", from " + PLUGIN, PLACE);
  }

  @Test
  void aGradientThatIsNaN() {
    Rogue.Code backward = new Rogue.Code(this::nanWhenTripped, UnaryOperator.identity());
    Rogue.Code forward = new Rogue.Code(whenTripped(data -> {}), backward::on);
    Model model = model(forward::on);
    assertThat(failure(TrainingException.class, model, trainer(model)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContainingAll("the gradient of 0.weight", "such a result is rogue_code")
        .hasMessageContainingAll(", from " + PLUGIN, PLACE);
  }

  private void nanWhenTripped(double[] in, Values out) {
    for (int i = 0; i < in.length; i++) {
      out.set(i, tripped.get() ? Double.NaN : in[i]);
    }
  }

  static List<Arguments> forwards() {
    return List.of(
        arguments(
            "failed: java.lang.IllegalStateException: not here",
            (UnaryOperator<Tensor>)
                x -> {
                  throw new IllegalStateException("not here");
                }),
        arguments("returned null", (UnaryOperator<Tensor>) x -> null),
        arguments(
            "returned F32[20] for F32[20, 8], expected [20, 8] as declared",
            (UnaryOperator<Tensor>) x -> x.sum(-1)),
        arguments("returned F64[20, 8] for F32", (UnaryOperator<Tensor>) x -> x.cast(DType.F64)),
        arguments(
            ": matmul",
            (UnaryOperator<Tensor>) x -> x.matmul(Tensor.of(Shape.of(3, 3), new float[9]))),
        arguments(
            "failed: java.lang.NoClassDefFoundError: lib/Missing",
            (UnaryOperator<Tensor>)
                x -> {
                  throw new NoClassDefFoundError("lib/Missing");
                }));
  }

  @ParameterizedTest
  @MethodSource("forwards")
  void aForwardPassThatCannotBePlanned(String said, UnaryOperator<Tensor> forward) {
    Model model = model(forward);
    String before = model.store().sha256();
    assertThatThrownBy(() -> trainer(model).fit(data(), 1))
        .isInstanceOf(PluginException.class)
        .hasMessageContainingAll(PLUGIN, "forward at '1'", said);
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  @Test
  void aForwardPassThatFailsForALaterBatch() {
    Model model =
        model(
            x -> {
              if (tripped.get()) {
                throw new IllegalStateException("not 10");
              }
              return x;
            });
    try (TrainStep step = trainer(model).step()) {
      tripped.set(true);
      SampleBatch batch = new EpochBatches(data(), 10, 1).get(0, 0);
      assertThatThrownBy(() -> step.run(batch))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll("batch 1 of 10 rows", "step 0", PLUGIN, "not 10");
    }
  }

  static List<Arguments> backwards() {
    return List.of(
        arguments("vjp failed", (UnaryOperator<Tensor>) upstream -> null),
        arguments(
            "a cotangent of shape [20], expected a shape to which",
            (UnaryOperator<Tensor>) upstream -> upstream.sum(-1)),
        arguments(
            "vjp failed: java.lang.IllegalStateException: one way",
            (UnaryOperator<Tensor>)
                upstream -> {
                  throw new IllegalStateException("one way");
                }));
  }

  @ParameterizedTest
  @MethodSource("backwards")
  void aDerivativeThatCannotBePlanned(String said, UnaryOperator<Tensor> backward) {
    Model model = model(new Rogue.Code((in, out) -> {}, backward)::on);
    assertThatThrownBy(() -> trainer(model).fit(data(), 1))
        .isInstanceOf(PluginException.class)
        .hasMessageContainingAll(
            "op 'rogue_code' (dev.cotangent.training.Rogue$Code in ", "vjp", said);
  }

  @Test
  void aPrediction() {
    Rogue.Code broken =
        Rogue.Code.copyAfter(
            data -> {
              throw new IllegalStateException("not today");
            });
    Predictor predictor = model(broken::on).predictor();
    assertThatThrownBy(() -> predictor.predict(new float[Fixtures.FEATURES]))
        .isInstanceOf(WorkException.class)
        .hasMessageContainingAll("op rogue_code", "not today", "the op is from " + PLUGIN, PLACE);
  }
}
