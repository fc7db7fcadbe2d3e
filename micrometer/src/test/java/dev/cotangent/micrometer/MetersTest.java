package dev.cotangent.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Published;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import dev.cotangent.training.source.BuiltinData;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters of a training, of a predictor and of plugins. */
class MetersTest {

  private static final Tag IRIS = Tag.of("model", "iris");

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Model model = Sequential.of(Dense.of(3)).build(Shape.of(4), 1);

  private History train(int epochs) {
    Dataset data = BuiltinData.iris();
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .batch(50)
        .validation(data)
        .callbacks(TrainingMeters.of(registry, IRIS))
        .fit(data, epochs);
  }

  private double gauge(String name) {
    return registry.get("cotangent.training." + name).tags(List.of(IRIS)).gauge().value();
  }

  @Test
  void aTraining() {
    History history = train(4);
    Timer steps = registry.get("cotangent.training.step").tags(List.of(IRIS)).timer();
    assertThat(steps.count()).isEqualTo(12);
    assertThat(steps.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    assertThat(registry.get("cotangent.training.epoch").timer().count()).isEqualTo(4);
    assertThat(gauge("epochs")).isEqualTo(4);
    assertThat(gauge("loss")).isPositive();
    assertThat(gauge("loss.epoch")).isEqualTo(history.last().loss());
    assertThat(gauge("loss.validation"))
        .isEqualTo(history.last().validation().orElseThrow().loss());
    assertThat(gauge("learning.rate")).isEqualTo(0.01);
    assertThat(gauge("samples.per.second")).isPositive();
  }

  @Test
  void theNextTrainingTakesTheGaugesOver() {
    train(4);
    train(1);
    assertThat(gauge("epochs")).isEqualTo(1);
    assertThat(registry.get("cotangent.training.step").timer().count()).isEqualTo(15);
  }

  @Test
  void aPredictor() {
    MeteredPredictor predictor = MeteredPredictor.of(model.predictor(), registry, IRIS);
    float[] in = new float[8];
    float[] out = new float[6];
    predictor.predict(in, out);
    assertThat(predictor.predict(in)).isEqualTo(out);
    assertThat(predictor.predict(Map.of("features", in)).values()).containsExactly(out);
    assertThat(count("success")).isEqualTo(3);
    assertThat(registry.get("cotangent.prediction.samples").counter().count()).isEqualTo(6);
    assertThatThrownBy(() -> predictor.predict(new float[3])).isInstanceOf(ShapeException.class);
    assertThat(count("failure")).isEqualTo(1);
    assertThat(predictor)
        .hasToString("MeteredPredictor[[4] -> [3], 15 weights, 2 rows on portable]");
  }

  private long count(String outcome) {
    return registry.get("cotangent.prediction").tag("outcome", outcome).timer().count();
  }

  @Test
  void aPublishedModel() {
    Published published = model.published();
    MeteredPredictor predictor = MeteredPredictor.of(published, registry, IRIS);
    float[] before = predictor.predict(new float[] {1, 2, 3, 4});
    train(1);
    published.publish();
    assertThat(predictor.predict(new float[] {1, 2, 3, 4})).isNotEqualTo(before);
    assertThat(count("success")).isEqualTo(2);
  }

  @Test
  void aQueue() {
    try (BatchingPredictor batching = model.predictor().batching(4, Duration.ZERO)) {
      BatchingMeters.of(batching, IRIS).bindTo(registry);
      for (int i = 0; i < 3; i++) {
        batching.predict(new float[4]);
      }
      assertThat(registry.get("cotangent.batching.queued").gauge().value()).isZero();
      assertThat(counter("requests")).isEqualTo(3);
      assertThat(counter("batches")).isEqualTo(3);
      assertThat(List.of(counter("failed"), counter("rejected"), counter("expired")))
          .containsOnly(0.0);
    }
  }

  private double counter(String name) {
    return registry.get("cotangent.batching." + name).tags(List.of(IRIS)).functionCounter().count();
  }

  @Test
  void pluginsAndThoseThatWereSkipped(@TempDir Path folder) throws Exception {
    Path jar = Files.writeString(folder.resolve("broken.jar"), "no jar");
    try (Registry plugins = Registry.discover(getClass().getClassLoader(), List.of(jar))) {
      RegistryMeters.of(plugins, IRIS).bindTo(registry);
      assertThat(plugins("cotangent.plugins", "layer")).isEqualTo(plugins.layers().size());
      assertThat(plugins("cotangent.plugins.skipped", "layer")).isZero();
      assertThat(plugins("cotangent.plugins.skipped", "jar")).isEqualTo(1);
    }
  }

  private double plugins(String name, String kind) {
    return registry.get(name).tag("kind", kind).gauge().value();
  }
}
