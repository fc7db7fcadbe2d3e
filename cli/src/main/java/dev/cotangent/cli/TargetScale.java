package dev.cotangent.cli;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.data.Targets;
import java.util.ArrayList;
import java.util.List;

/**
 * Standardizes each target of a regression to mean 0 and standard deviation 1 for the training, and
 * converts the trained model's outputs back to the targets' unit by a last layer that is saved with
 * it.
 */
final class TargetScale {

  private static final String SCALED = "scaled";

  private final double[] means;
  private final double[] deviations;

  private TargetScale(int width) {
    means = new double[width];
    deviations = new double[width];
  }

  /** Fits the scale to the targets of the training samples. */
  static TargetScale of(Dataset train) {
    TargetScale scale = new TargetScale(train.targetShape().size());
    for (int i = 0; i < scale.means.length; i++) {
      scale.fit(train, i);
    }
    return scale;
  }

  private void fit(Dataset train, int element) {
    double mean = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int row = 0; row < train.size(); row++) {
      float target = train.target(row)[element];
      mean += (double) target / train.size();
      least = Math.min(least, target);
      most = Math.max(most, target);
    }
    double squares = 0;
    for (int row = 0; row < train.size(); row++) {
      double difference = train.target(row)[element] - mean;
      squares += difference * difference / train.size();
    }
    double deviation = Math.sqrt(squares);
    means[element] = mean;
    deviations[element] = least < most && (float) deviation > 0 ? deviation : 1;
  }

  /** The same samples with scaled targets. */
  Dataset scaled(Dataset data) {
    float[] targets = new float[data.size() * means.length];
    for (int row = 0; row < data.size(); row++) {
      float[] target = data.target(row);
      for (int i = 0; i < means.length; i++) {
        targets[row * means.length + i] = (float) ((target[i] - means[i]) / deviations[i]);
      }
    }
    Targets scaled =
        data.columnNames().isEmpty()
            ? NumberTargets.of(data.targetShape(), targets)
            : NumberTargets.of(data.columnNames(), targets);
    return data.with(SCALED, scaled).select(SCALED);
  }

  /** The trained model with one more layer, y · deviation + mean, the inverse of Normalize. */
  Model unscaled(Model trained, Sequential layers) {
    List<LayerSpec> more = new ArrayList<>(layers.layers());
    more.add(Normalize.of(Normalize.Kind.ZSCORE));
    Model model = new Sequential(more).build(trained.inputs(), trained.seed(), trained.registry());
    for (Parameter parameter : trained.parameters()) {
      model.store().write(model.parameter(parameter.name()), trained.store().read(parameter));
    }
    String last = Integer.toString(layers.layers().size());
    float[] shifts = new float[means.length];
    float[] factors = new float[means.length];
    for (int i = 0; i < means.length; i++) {
      shifts[i] = (float) (-means[i] / deviations[i]);
      factors[i] = (float) (1 / deviations[i]);
    }
    model.store().write(model.parameter(last + ".mean"), shifts);
    model.store().write(model.parameter(last + ".scale"), factors);
    return model;
  }
}
