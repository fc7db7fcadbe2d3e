package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MultiMargin;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.Cosine;
import dev.cotangent.optim.Ema;
import dev.cotangent.optim.Exponential;
import dev.cotangent.optim.Plateau;
import dev.cotangent.optim.RmsProp;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.callback.ReduceOnPlateau;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.metric.TopKAccuracy;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever decides the numbers of a training is named when a resume has another. */
class ResumeSettingsTest {

  private static final Dataset DATA = Fixtures.blobs(60, 1);
  private static final Dataset VALIDATION = Fixtures.blobs(20, 2);

  private final Path file;

  ResumeSettingsTest(@TempDir Path folder) {
    this.file = folder.resolve("checkpoint");
  }

  @BeforeEach
  void train() {
    trainer(Fixtures.classifier(7)).checkpoint(file, 0).fit(DATA, 2);
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .schedule(new Cosine(100, 0))
        .group("*.bias", Ema.of(Adam.of(1e-3), 0.9))
        .clipGlobalNorm(5)
        .clipValue(2)
        .batch(10)
        .validation(VALIDATION)
        .metrics(TopKAccuracy.of(2))
        .callbacks(EarlyStopping.patience(9))
        .workers(1);
  }

  /** A change of each setting, and a part of what is said about it. */
  private static Map<Setting, Map<String, UnaryOperator<Trainer>>> changes() {
    Map<Setting, Map<String, UnaryOperator<Trainer>>> all = new LinkedHashMap<>();
    all.put(
        Setting.LOSS,
        Map.of(
            "loss.label_smoothing 0.1 instead of 0.0",
            t -> t.loss(CrossEntropy.ofClassIndices().withLabelSmoothing(0.1)),
            "loss {\"type\":\"multi_margin\"",
            t -> t.loss(new MultiMargin())));
    all.put(
        Setting.OPTIMIZER,
        Map.of(
            "optimizer.learning_rate 0.01 instead of 0.001",
            t -> t.optimizer(Adam.of(1e-2)),
            "optimizer.beta1 0.8 instead of 0.9",
            t -> t.optimizer(Adam.of(1e-3).withBetas(0.8, 0.999))));
    all.put(Setting.GROUP, Map.of("group", t -> t.group("*.weight", Adam.of(1e-4))));
    all.put(Setting.FREEZE, Map.of("freeze [\"0.*\"] instead of []", t -> t.freeze("0.*")));
    all.put(
        Setting.SCHEDULE,
        Map.of(
            "schedule.eta_min 1.0E-5 instead of 0.0",
            t -> t.schedule(new Cosine(100, 1e-5)),
            "schedule {\"type\":\"exponential\"",
            t -> t.schedule(new Exponential(0.9))));
    all.put(
        Setting.HORIZON,
        Map.of("planned for: 200 instead of 100", t -> t.schedule(new Cosine(200, 0))));
    all.put(
        Setting.CLIP_GLOBAL_NORM,
        Map.of("clipGlobalNorm 1.0 instead of 5.0", t -> t.clipGlobalNorm(1)));
    all.put(Setting.CLIP_VALUE, Map.of("clipValue 1.0 instead of 2.0", t -> t.clipValue(1)));
    all.put(Setting.BATCH, Map.of("batch 20 instead of 10", t -> t.batch(20)));
    all.put(Setting.ACCUMULATE, Map.of("accumulate 2 instead of 1", t -> t.accumulate(2)));
    all.put(Setting.SHARDS, Map.of("shards 4 instead of 1", t -> t.shards(4)));
    all.put(
        Setting.BFLOAT16_GRADIENTS,
        Map.of(
            "bfloat16Gradients true instead of false", t -> t.shards(4).bfloat16Gradients(true)));
    all.put(Setting.SYNC_EVERY, Map.of("syncEvery 3 instead of 1", t -> t.shards(4).syncEvery(3)));
    all.put(Setting.SEED, Map.of("seed 8 instead of 7", t -> t.seed(8)));
    all.put(
        Setting.METRICS,
        Map.of("metrics [] instead of [\"accuracy_top2 {k=2}\"]", Trainer::metrics));
    all.put(
        Setting.CALLBACKS,
        Map.of(
            "callbacks[0].patience 3 instead of 9",
            t -> t.callbacks(EarlyStopping.patience(3)),
            "callbacks []",
            Trainer::callbacks,
            "reduce_on_plateau",
            t -> t.callbacks(EarlyStopping.patience(9), ReduceOnPlateau.of(Plateau.of(1)))));
    all.put(Setting.AVERAGED, Map.of("averaged true instead of false", t -> t.averaged(true)));
    all.put(
        Setting.PLUGINS,
        Map.of("plugins [{\"kind\":\"loss\",\"id\":\"cross_entropy\"", t -> t.loss(impostor())));
    all.put(
        Setting.VALIDATION,
        Map.of(
            "validation data.rows 30 instead of 20",
            t -> t.validation(Fixtures.blobs(30, 2)),
            "validation data: rows with different values",
            t -> t.validation(Fixtures.blobs(20, 3))));
    return all;
  }

  /** A loss of another class with the same id and attributes. */
  private static Loss impostor() {
    Loss real = CrossEntropy.ofClassIndices();
    return (Loss)
        Proxy.newProxyInstance(
            Loss.class.getClassLoader(),
            new Class<?>[] {Loss.class},
            (proxy, method, arguments) -> method.invoke(real, arguments));
  }

  @Test
  void everyChangeIsNamedAndChangesNothing() throws IOException {
    Checkpoint checkpoint = Checkpoint.read(file);
    Set<Setting> tried = new TreeSet<>(Set.of(Setting.DATA));
    for (Map.Entry<Setting, Map<String, UnaryOperator<Trainer>>> entry : changes().entrySet()) {
      Setting setting = entry.getKey();
      tried.add(setting);
      entry
          .getValue()
          .forEach(
              (words, change) -> {
                Model model = Fixtures.classifier(7);
                String before = model.store().sha256();
                Trainer changed = change.apply(trainer(model)).resume(checkpoint);
                assertThatThrownBy(() -> changed.fit(DATA, 3))
                    .as(words)
                    .isInstanceOfSatisfying(
                        ResumeException.class,
                        e ->
                            assertThat(e.settings()).contains(setting).doesNotContain(Setting.DATA))
                    .hasMessageContainingAll(words, "Setting." + setting);
                assertThat(model.store().sha256()).isEqualTo(before);
              });
    }
    assertThat(tried).containsExactly(Setting.values());
  }

  @Test
  void everyChangeMayBeAccepted() throws IOException {
    Checkpoint checkpoint = Checkpoint.read(file).accepting(Setting.CALLBACKS);
    changes()
        .forEach(
            (setting, ways) ->
                ways.forEach(
                    (words, change) -> {
                      Trainer changed = change.apply(trainer(Fixtures.classifier(7)));
                      if (words.contains("exponential")) {
                        changed.resume(checkpoint.accepting(setting, Setting.HORIZON));
                      } else if (setting == Setting.BFLOAT16_GRADIENTS
                          || setting == Setting.SYNC_EVERY) {
                        changed.resume(checkpoint.accepting(setting, Setting.SHARDS));
                      } else {
                        changed.resume(checkpoint.accepting(setting));
                      }
                      assertThat(changed.fit(DATA, 3).epochs()).as(words).hasSize(3);
                    }));
  }

  @Test
  void allThatDiffersIsNamedAtOnce() throws IOException {
    Trainer other = trainer(Fixtures.classifier(7)).batch(5).clipValue(9).seed(1);
    Checkpoint checkpoint = Checkpoint.read(file);
    assertThatThrownBy(() -> other.resume(checkpoint).fit(DATA, 3))
        .hasMessageContainingAll("batch 5", "clipValue 9", "seed 1");
    assertThatThrownBy(
            () -> other.resume(checkpoint.accepting(Setting.BATCH, Setting.SEED)).fit(DATA, 3))
        .isInstanceOfSatisfying(
            ResumeException.class,
            e -> assertThat(e.settings()).containsExactly(Setting.CLIP_VALUE));
  }

  @Test
  void anotherOptimizerIsNeverAccepted() throws IOException {
    Checkpoint checkpoint = Checkpoint.read(file).accepting(Setting.values());
    assertThatThrownBy(
            () ->
                trainer(Fixtures.classifier(7))
                    .optimizer(AdamW.of(1e-3))
                    .resume(checkpoint)
                    .fit(DATA, 3))
        .isInstanceOf(ResumeException.class)
        .hasMessageContainingAll("0.weight", "adamw instead of adam");
    assertThatThrownBy(
            () ->
                trainer(Fixtures.classifier(7))
                    .group("0.weight", RmsProp.of(1e-3))
                    .resume(checkpoint)
                    .fit(DATA, 3))
        .isInstanceOf(ResumeException.class)
        .hasMessageContainingAll("0.weight", "rmsprop instead of adam");
  }

  @Test
  void whatDecidesTheOrderOfRowsChangesBetweenEpochsOnly() throws IOException {
    TrainingControl control = TrainingControl.of();
    control.cancel();
    trainer(Fixtures.classifier(7)).control(control).checkpoint(file, 0).fit(DATA, 2);
    Checkpoint inside = Checkpoint.read(file).accepting(Setting.values());
    assertThat(inside.step()).isEqualTo(1);
    for (Setting setting :
        Set.of(Setting.BATCH, Setting.ACCUMULATE, Setting.SHARDS, Setting.SEED)) {
      Trainer changed =
          Objects.requireNonNull(changes().get(setting))
              .values()
              .iterator()
              .next()
              .apply(trainer(Fixtures.classifier(7)));
      assertThatThrownBy(() -> changed.resume(inside).fit(DATA, 2))
          .as("%s", setting)
          .isInstanceOf(ResumeException.class)
          .hasMessageContaining("change only between epochs");
    }
  }

  @Test
  void anotherModelIsNeverAccepted() throws IOException {
    Path other = file.resolveSibling("other");
    Dataset points = Fixtures.blobs(Shape.of(2), 30, 1);
    small(Sequential.of(Dense.of(3), Dense.of(3))).checkpoint(other, 0).fit(points, 1);
    Checkpoint checkpoint = Checkpoint.read(other).accepting(Setting.values());
    Map<String, Sequential> others = new LinkedHashMap<>();
    others.put("units 5 instead of 3", Sequential.of(Dense.of(5), Dense.of(3)));
    others.put("model.layers", Sequential.of(Dense.of(3), Dense.of(3), Dense.of(3)));
    others.put("bias false instead of true", Sequential.of(Dense.of(3), Dense.of(3).withoutBias()));
    others.put("model.layers ", Sequential.of(Dense.of(3), Activate.with("tanh"), Dense.of(3)));
    others.put("model.layers  ".strip(), Sequential.of(Dropout.of(0.5), Dense.of(3)));
    others.forEach(
        (words, layers) ->
            assertThatThrownBy(() -> small(layers).resume(checkpoint).fit(points, 2))
                .isInstanceOf(ResumeException.class)
                .hasMessageContaining(words.strip()));
  }

  private static Trainer small(Sequential layers) {
    return Trainer.of(layers.build(Shape.of(2), 7))
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .workers(1);
  }

  @Test
  void workersKernelsAndListenersDoNotCount() throws IOException {
    String straight = trainer(Fixtures.classifier(7)).fit(DATA, 4).sha256();
    History resumed =
        trainer(Fixtures.classifier(7))
            .workers(3)
            .kernels(Fixtures.portable())
            .profile(true)
            .callbacks(EpochListener.of(result -> {}), EarlyStopping.patience(9))
            .resume(Checkpoint.read(file))
            .fit(DATA, 4);
    assertThat(resumed.sha256()).isEqualTo(straight);
  }
}
