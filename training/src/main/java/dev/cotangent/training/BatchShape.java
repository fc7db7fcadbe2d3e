package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;

/** What samples and targets a model and a loss take together. */
final class BatchShape {

  static final int[] NO_LABELS = {};
  static final float[] NO_TARGETS = {};
  static final float[] NO_WEIGHTS = {};

  private final Loss loss;
  private final Shape sample;
  private final Shape output;
  private final Shape target;

  BatchShape(Model model, Loss loss) {
    this.loss = loss;
    this.sample = model.sampleShape();
    this.output = model.outputShape();
    this.target = loss.targetShape(output.prepend(1)).without(0);
    if (sample.size() == 0) {
      throw new ShapeException("samples of shape " + sample + " have no elements");
    }
  }

  /** The rows of a batch of classes. */
  int rows(float[] features, int[] labels) {
    if (loss.targetType() != DType.I32) {
      throw new CotangentException("loss " + loss.id() + " needs numbers as targets, not classes");
    }
    return rows(features, labels.length, "labels");
  }

  /** The rows of a batch of numbers. */
  int rows(float[] features, float[] targets) {
    if (loss.targetType() == DType.I32) {
      throw new CotangentException("loss " + loss.id() + " needs classes as targets, not numbers");
    }
    return rows(features, targets.length, "targets");
  }

  /** Checks that there is a weight for each of some rows, or for each element of the targets. */
  void checkWeights(int rows, float[] weights) {
    if (weights.length != rows && weights.length != rows * target.size()) {
      throw new ShapeException(
          weights.length + " weights do not fit " + rows + " samples with targets " + target);
    }
  }

  private int rows(float[] features, int length, String what) {
    int rows = features.length / sample.size();
    if (rows == 0
        || features.length % sample.size() != 0
        || (long) rows * target.size() != length) {
      throw new ShapeException(
          "a batch of "
              + features.length
              + " features and "
              + length
              + " "
              + what
              + " is not made of samples "
              + sample
              + " and "
              + what
              + " "
              + target);
    }
    return rows;
  }

  /** Checks that a data set is made of such samples and targets. */
  void check(Dataset data, String name) {
    if (!data.sampleShape().equals(sample)) {
      throw new ShapeException(
          "the "
              + name
              + " data has samples "
              + data.sampleShape()
              + ", the model takes "
              + sample);
    }
    if (data.size() == 0) {
      throw new CotangentException("the " + name + " data has no samples");
    }
    boolean zeroAndOne = LossTargets.areZeroAndOne(loss, data);
    if (!zeroAndOne && data.isClassification() != (loss.targetType() == DType.I32)) {
      throw new CotangentException(
          "loss " + loss.id() + " does not fit the " + name + " data: " + data);
    }
    Shape given = zeroAndOne ? Shape.of(1) : data.targetShape();
    if (!given.equals(target)) {
      throw new ShapeException(
          "the "
              + name
              + " data has targets "
              + given
              + ", the model's outputs "
              + output
              + " need targets "
              + target);
    }
    if (!zeroAndOne && data.isClassification() && data.classes() > output.dim(-1)) {
      throw new ShapeException(
          "the "
              + name
              + " data has "
              + data.classes()
              + " classes, the model only "
              + output.dim(-1)
              + " outputs");
    }
  }
}
