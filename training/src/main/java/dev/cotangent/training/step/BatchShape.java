package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.objective.Objective;
import java.util.Locale;
import java.util.Optional;

/** The shapes of the samples and targets that a model and a loss accept together. */
public final class BatchShape {

  public static final int[] NO_LABELS = {};
  public static final float[] NO_TARGETS = {};
  public static final float[] NO_WEIGHTS = {};

  private final Loss loss;
  private final Signature inputs;
  private final Shape sample;
  private final Shape output;
  private final Shape target;

  public BatchShape(Model model, Loss loss) {
    this.loss = loss;
    this.inputs = model.inputs();
    this.sample = inputs.isSingle() ? model.sampleShape() : Shape.scalar();
    this.output = output(model, loss);
    this.target =
        RegistryEntry.of(PluginKind.LOSS, loss.id(), loss)
            .callNaming("targetShape", () -> loss.targetShape(output.prepend(1)).without(0));
    if (sample.size() == 0) {
      throw new ShapeException(
          "the model takes samples of shape " + sample + ", expected at least 1 element");
    }
  }

  /** The shape of the batches of a supervised objective; empty for any other. */
  public static Optional<BatchShape> of(Objective objective) {
    return objective
        .loss()
        .map(loss -> new BatchShape(objective.models().values().iterator().next(), loss));
  }

  /** The shape of the only output. */
  private static Shape output(Model model, Loss loss) {
    if (model.outputs().size() != 1) {
      throw new CotangentException(
          "loss "
              + loss.id()
              + " compares one output with the targets, but the model has "
              + model.outputs()
              + "; use an objective (Trainer.of(objective)) with a part for each, as in "
              + "f.apply(model, f.inputs(model)).get(\""
              + model.outputs().names().get(0)
              + "\")");
    }
    return model.outputShape();
  }

  /** A batch with this many rows of arbitrary values. */
  public SampleBatch batch(int rows) {
    SampleBatch batch = SampleBatch.empty();
    boolean classes = loss.targetType() == DType.I32;
    batch.wrap(
        rows,
        new float[rows * sample.size()],
        classes ? new int[rows * target.size()] : NO_LABELS,
        classes ? NO_TARGETS : new float[rows * target.size()],
        NO_WEIGHTS);
    return batch;
  }

  /** The number of rows in a batch of classes. */
  public int rows(float[] features, int[] labels) {
    if (loss.targetType() != DType.I32) {
      throw new CotangentException(
          "loss " + loss.id() + ": the targets are classes, expected numbers as targets");
    }
    return rows(features, labels.length, "labels");
  }

  /** The number of rows in a batch of numbers. */
  public int rows(float[] features, float[] targets) {
    if (loss.targetType() == DType.I32) {
      throw new CotangentException(
          "loss " + loss.id() + ": the targets are numbers, expected classes as targets");
    }
    return rows(features, targets.length, "targets");
  }

  /** Checks that there is one weight for each row, or one for each element of the targets. */
  public void checkWeights(int rows, float[] weights) {
    if (weights.length != rows && weights.length != rows * target.size()) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%d weights for %d samples with targets %s, expected %d (one for each sample)%s",
              weights.length,
              rows,
              target,
              rows,
              orEach(rows)));
    }
  }

  private String orEach(int rows) {
    return target.size() == 1 ? "" : " or " + rows * target.size() + " (one for each number)";
  }

  private int rows(float[] features, int length, String what) {
    if (!inputs.isSingle()) {
      throw new CotangentException(
          "run: one array for the inputs "
              + inputs
              + ", expected arrays by name; use run(Batch.of(name, array)) for several inputs");
    }
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
              + ", expected whole samples "
              + sample
              + " and "
              + what
              + " "
              + target);
    }
    return rows;
  }

  /**
   * Describes the first label of a batch that is not a class of the model, for the end of a
   * message; empty if all labels are valid.
   */
  String describeLabels(int[] labels, int rows) {
    int classes = output.rank() == 0 ? 0 : output.dim(-1);
    for (int i = 0; i < rows * target.size() && labels.length > 0 && classes > 0; i++) {
      boolean ignored = loss instanceof CrossEntropy own && own.ignores(labels[i]);
      if ((labels[i] < 0 || labels[i] >= classes) && !ignored) {
        return String.format(
            Locale.ROOT,
            "; row %d has label %d, but the model has %d outputs, for labels 0 to %d",
            i / Math.max(1, target.size()),
            labels[i],
            classes,
            classes - 1);
      }
    }
    return "";
  }

  /** Whether the loss takes two classes as the numbers 0 and 1. */
  private boolean takesZeroAndOne(Dataset data) {
    return data.classes() == 2 && loss.targetType() != DType.I32 && loss.threshold().isPresent();
  }

  /**
   * The shape of two classes as numbers: that of the targets, which may have further axes of length
   * 1.
   */
  private Shape numbers(Dataset data) {
    Shape classes = data.targetShape();
    if (classes.size() == target.size()) {
      return target;
    }
    return classes.rank() == 0 ? Shape.of(1) : classes;
  }

  /**
   * The data with only the targets that the loss takes: the first ones, with two classes as 0 and
   * 1.
   */
  public Dataset fed(Dataset data) {
    Dataset fed =
        takesZeroAndOne(data)
            ? data.withNumbersForClasses(numbers(data))
            : data.select(data.targetNames().get(0));
    return inputs.isSingle() ? fed.withoutInputs() : fed;
  }

  /** Checks that the data has the inputs of a model with several inputs. */
  private void checkInputs(Dataset data, String name) {
    for (int i = 0; i < inputs.size(); i++) {
      String input = inputs.names().get(i);
      Signature given = data.signature();
      if (!given.has(input) || !given.port(input).equals(inputs.port(i))) {
        throw new ShapeException(
            "the "
                + name
                + " data has "
                + data.signature()
                + ", expected "
                + inputs.port(i)
                + " as '"
                + input
                + "'; name inputs with Dataset.named and Dataset.withInput");
      }
    }
  }

  /** Checks that a data set has matching samples and targets. */
  public void check(Dataset data, String name) {
    if (!inputs.isSingle()) {
      checkInputs(data, name);
    } else if (!data.sampleShape().equals(sample)) {
      throw new ShapeException(
          "the "
              + name
              + " data has samples "
              + data.sampleShape()
              + ", expected "
              + sample
              + " as the model takes");
    }
    if (data.size() == 0) {
      throw new CotangentException("the " + name + " data has no samples, expected at least one");
    }
    if (takesZeroAndOne(data)) {
      checkTarget(numbers(data), name);
      return;
    }
    checkKind(data, name);
    checkTarget(data.targetShape(), name);
    if (data.isClassification()) {
      checkClasses(data.classes(), name);
    }
  }

  private void checkKind(Dataset data, String name) {
    if (data.isClassification() != (loss.targetType() == DType.I32)) {
      throw new CotangentException(
          data.isClassification()
              ? String.format(
                  Locale.ROOT,
                  "loss %s: the %s data has %d classes, expected numbers as targets; use a "
                      + "loss of classes such as cross_entropy, or Dataset.regression",
                  loss.id(),
                  name,
                  data.classes())
              : String.format(
                  Locale.ROOT,
                  "loss %s: the %s data has numbers %s, expected classes as targets; use a "
                      + "loss of numbers such as mse, or Dataset.classification",
                  loss.id(),
                  name,
                  data.targetShape()));
    }
  }

  private void checkTarget(Shape given, String name) {
    if (!given.equals(target)) {
      throw new ShapeException(
          "the "
              + name
              + " data has targets "
              + given
              + ", expected "
              + target
              + " for the model's outputs "
              + output);
    }
  }

  private void checkClasses(int classes, String name) {
    if (classes > output.dim(-1)) {
      throw new ShapeException(
          "the "
              + name
              + " data has "
              + classes
              + " classes, but the model has only "
              + output.dim(-1)
              + " outputs; expected a last layer of "
              + classes
              + " units");
    }
  }
}
