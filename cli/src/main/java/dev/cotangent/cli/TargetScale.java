package dev.cotangent.cli;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.Normalize;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the targets of a regression to mean 0 and deviation 1 for the training, and the model's
 * outputs back to the targets' unit afterwards, by a last layer that is saved with it.
 */
record TargetScale(double mean, double deviation) {

  /** The scale of the targets of the training samples. */
  static TargetScale of(Dataset train) {
    double mean = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int row = 0; row < train.size(); row++) {
      float target = train.target(row)[0];
      mean += (double) target / train.size();
      least = Math.min(least, target);
      most = Math.max(most, target);
    }
    double squares = 0;
    for (int row = 0; row < train.size(); row++) {
      double difference = train.target(row)[0] - mean;
      squares += difference * difference / train.size();
    }
    double deviation = Math.sqrt(squares);
    return new TargetScale(mean, least < most && (float) deviation > 0 ? deviation : 1);
  }

  /** The same samples with scaled targets. */
  Dataset scaled(Dataset data) {
    int width = data.sampleShape().size();
    float[] features = new float[data.size() * width];
    float[] targets = new float[data.size()];
    for (int row = 0; row < targets.length; row++) {
      System.arraycopy(data.features(row), 0, features, row * width, width);
      targets[row] = (float) ((data.target(row)[0] - mean) / deviation);
    }
    return Dataset.regression(data.sampleShape(), features, Shape.of(1), targets);
  }

  /**
   * The model with one more layer, y · deviation + mean, which is Normalize the other way round.
   */
  Model unscaled(Model trained, Sequential layers) {
    List<LayerSpec> more = new ArrayList<>(layers.layers());
    more.add(new Normalize(Normalize.Kind.ZSCORE));
    Model model =
        new Sequential(more).build(trained.sampleShape(), trained.seed(), trained.registry());
    for (Parameter parameter : trained.parameters()) {
      model.store().write(model.parameter(parameter.name()), trained.store().read(parameter));
    }
    String last = Integer.toString(layers.layers().size());
    model.store().write(model.parameter(last + ".mean"), (float) (-mean / deviation));
    model.store().write(model.parameter(last + ".scale"), (float) (1 / deviation));
    return model;
  }
}
