package dev.cotangent.cli;

import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.table.FeatureEncoding;
import java.util.ArrayList;
import java.util.List;

/** Builds the network that the options of {@code train} describe. */
final class Network {

  private Network() {}

  /**
   * Input layers, hidden layers and an output layer of logits (classes, labels) or numbers
   * (regression); or the network of {@code --spec}.
   */
  static Sequential of(TrainSettings settings, Dataset train, FeatureEncoding encoding) {
    if (settings.spec().isPresent()) {
      return SpecNetwork.of(settings.spec().get(), settings.normalize(), train, encoding);
    }
    List<LayerSpec> layers = new ArrayList<>(InputLayers.of(settings, train, encoding));
    for (int units : settings.layers()) {
      layers.add(Dense.of(units));
      layers.add(Activate.with(settings.activation().id(), settings.activation().attributes()));
      if (settings.dropout() > 0) {
        layers.add(Dropout.of(settings.dropout()));
      }
    }
    layers.add(Dense.of(train.isClassification() ? train.classes() : train.targetShape().size()));
    return new Sequential(layers);
  }
}
