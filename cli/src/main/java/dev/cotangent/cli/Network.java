package dev.cotangent.cli;

import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.Normalize;
import dev.cotangent.training.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** The layers that the options of {@code train} describe. */
final class Network {

  private Network() {}

  /** Normaliser, hidden layers and the layer of outputs: logits of the classes, or one number. */
  static Sequential of(TrainSettings settings, Dataset train) {
    List<LayerSpec> layers = new ArrayList<>();
    if (settings.normalize() != Normalize.Kind.NONE) {
      layers.add(Normalizer.fit(train, settings.normalize()));
    }
    for (int units : settings.layers()) {
      layers.add(Dense.units(units));
      layers.add(Activate.with(settings.activation().id(), settings.activation().attributes()));
      if (settings.dropout() > 0) {
        layers.add(Dropout.rate(settings.dropout()));
      }
    }
    layers.add(Dense.units(train.isClassification() ? train.classes() : 1));
    return new Sequential(layers);
  }
}
