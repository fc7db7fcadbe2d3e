package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.Cosine;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.objective.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loop of one's own may change when it goes on, and how that is accepted. */
class LoopSettingsTest {

  private static final Shape TWO = Shape.of(2);
  private static final Batch BATCH = Batch.of("x", new float[] {1, 2, 3, -1, 0.5f, 4});

  private final Path file;

  LoopSettingsTest(@TempDir Path folder) {
    this.file = folder.resolve("loop");
  }

  /** A net in a step with its settings. */
  private static final class Loop implements AutoCloseable {

    private final Model net = Fixtures.model(TWO, 1, Dense.of(4), Dropout.of(0.5), Dense.of(1));
    private final TrainStep step;

    Loop(double factor, UnaryOperator<Trainer> changed) {
      Objective objective =
          Objective.of(
              net,
              f -> {
                Tensor y = f.apply(net, f.input("x", TWO));
                f.part("square", y.square());
                f.part("size", y.abs(), factor);
              });
      Trainer trainer =
          Trainer.of(objective)
              .optimizer(Adam.of(1e-2))
              .group("2.bias", Adam.of(1e-3))
              .schedule(Cosine.of(20))
              .kernels(Fixtures.portable())
              .workers(1);
      step = changed.apply(trainer).step();
    }

    Loop(UnaryOperator<Trainer> changed) {
      this(0.1, changed);
    }

    Loop run(int steps) {
      for (int i = 0; i < steps; i++) {
        step.run(BATCH);
      }
      return this;
    }

    String hash() {
      return net.store().sha256();
    }

    @Override
    public void close() {
      step.close();
    }
  }

  @BeforeEach
  void train() throws IOException {
    try (Loop loop = new Loop(t -> t)) {
      loop.run(3).step.checkpoint(file);
    }
  }

  private static Map<Setting, Map<String, Loop>> changes() {
    Map<Setting, Map<String, Loop>> all = new LinkedHashMap<>();
    all.put(
        Setting.LOSS,
        Map.of("objective.parts[1].factor 0.2 instead of 0.1", new Loop(0.2, t -> t)));
    all.put(
        Setting.OPTIMIZER,
        Map.of(
            "optimizer.learning_rate 0.5 instead of 0.01",
            new Loop(t -> t.optimizer(Adam.of(0.5)))));
    all.put(Setting.GROUP, Map.of("group", new Loop(t -> t.group("0.bias", Adam.of(0.5)))));
    all.put(
        Setting.FREEZE, Map.of("freeze [\"0.*\"] instead of []", new Loop(t -> t.freeze("0.*"))));
    all.put(
        Setting.HORIZON,
        Map.of("planned for: 40 instead of 20", new Loop(t -> t.schedule(Cosine.of(40)))));
    all.put(
        Setting.CLIP_VALUE,
        Map.of("clipValue 0.1 instead of none", new Loop(t -> t.clipValue(0.1))));
    all.put(Setting.SEED, Map.of("seed 8 instead of 1", new Loop(t -> t.seed(8))));
    return all;
  }

  @Test
  void aChangedSettingIsRefusedByNameUnlessItIsAccepted() {
    String straight = new Loop(t -> t).run(6).hash();
    changes()
        .forEach(
            (setting, ways) ->
                ways.forEach(
                    (words, loop) -> {
                      try (loop) {
                        String before = loop.hash();
                        assertThatThrownBy(() -> loop.step.resume(file))
                            .isInstanceOfSatisfying(
                                ResumeException.class,
                                e -> assertThat(e.settings()).containsExactly(setting))
                            .hasMessageContainingAll(
                                words, "TrainStep.resume(file, Set.of(Setting." + setting + "))");
                        assertThat(loop.hash()).isEqualTo(before);
                        loop.step.resume(file, Set.of(setting));
                        assertThat(loop.step.step()).isEqualTo(3);
                        assertThat(loop.run(3).hash()).as(words).isNotEqualTo(straight);
                      } catch (IOException failure) {
                        throw new AssertionError(failure);
                      }
                    }));
  }

  /** Accepting changes nothing where nothing differs, and one setting is not another. */
  @Test
  void whatIsAcceptedIsThatAlone() throws IOException {
    String straight = new Loop(t -> t).run(6).hash();
    try (Loop same = new Loop(t -> t)) {
      same.step.resume(file, Set.of(Setting.values()));
      assertThat(same.run(3).hash()).isEqualTo(straight);
    }
    try (Loop two = new Loop(t -> t.clipValue(0.1).seed(8))) {
      assertThatThrownBy(() -> two.step.resume(file, Set.of(Setting.SEED)))
          .hasMessageContaining("clipValue")
          .hasMessageNotContaining("seed");
    }
  }

  @Test
  void anotherOptimizerIsNeverAccepted() {
    try (Loop other = new Loop(t -> t.optimizer(AdamW.of(1e-2)))) {
      assertThatThrownBy(() -> other.step.resume(file, Set.of(Setting.values())))
          .isInstanceOf(ResumeException.class)
          .hasMessageContaining("'0.weight' has the optimizer adamw instead of adam");
    }
    try (Loop other = new Loop(t -> t.group("0.bias", Sgd.of(1e-2)))) {
      assertThatThrownBy(() -> other.step.resume(file, Set.of(Setting.values())))
          .hasMessageContaining("'0.bias' has the optimizer sgd instead of adam");
    }
  }
}
