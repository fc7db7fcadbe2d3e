package dev.cotangent.integration.pages;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.micrometer.MeteredPredictor;
import dev.cotangent.micrometer.RegistryMeters;
import dev.cotangent.micrometer.TrainingMeters;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

/** The code of docs/watching.md. */
public final class WatchingPage {

  private WatchingPage() {}

  /** Trains and predicts with meters. */
  public static float[] run(
      MeterRegistry registry,
      Registry plugins,
      Trainer trainer,
      Model model,
      Dataset data,
      float[] row) {
    Tag tag = Tag.of("model", "churn");
    RegistryMeters.of(plugins).bindTo(registry);
    trainer.callbacks(TrainingMeters.of(registry, tag)).fit(data, 30);
    MeteredPredictor predictor = MeteredPredictor.of(model.predictor(), registry, tag);
    float[] probabilities = predictor.predict(row);
    return probabilities;
  }
}
