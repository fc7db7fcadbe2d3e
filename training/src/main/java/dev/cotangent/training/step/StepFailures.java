package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.OpException;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Creates the exceptions of failed steps, which name the place in the training. */
public final class StepFailures {

  private final Models models;
  private final StepMemory memory;
  private final Optional<BatchShape> shape;
  private final StepExplanation explanation;

  /** Creates exceptions about these parameters and gradients. */
  public StepFailures(
      Models models, StepMemory memory, Optional<BatchShape> shape, StepExplanation explanation) {
    this.shape = shape;
    this.models = models;
    this.memory = memory;
    this.explanation = explanation;
  }

  /** Converts a failure of workers, of planning or of the JVM. */
  public TrainingException of(Throwable failure, Batch batch, long step) {
    String where = where(batch, step);
    return failure instanceof CancellationException || Interruption.caused(failure)
        ? new TrainingInterruptedException(where + "interrupted" + by(failure), step, failure)
        : new TrainingException(
            where + CotangentException.describe(failure) + origin(failure, batch), step, failure);
  }

  private static String by(Throwable failure) {
    return failure instanceof CotangentException ? ": " + failure.getMessage() : "";
  }

  private String origin(Throwable failure, Batch batch) {
    // no lambda: linking it in a full heap would hide the failure
    Optional<OpException> op = OpException.in(failure);
    return op.isPresent() ? explanation.of(op.get(), batch) : "";
  }

  /** Reports a non-finite loss, and the first non-finite part if there are several. */
  public NonFiniteException loss(float value, StepRun run, Batch batch, long step) {
    String part = "";
    for (int i = 0; i < run.parts() && run.parts() > 1 && part.isEmpty(); i++) {
      if (!Float.isFinite(run.partMean(i))) {
        part = ", because of its part '" + run.partName(i) + "'";
      }
    }
    String message = where(batch, step) + "the loss is " + value + part + source(batch);
    return new NonFiniteException(message, step, "loss");
  }

  /** Reports a non-finite new value of a state. */
  public NonFiniteException state(String name, Batch batch, long step) {
    String message = where(batch, step) + "the new value of " + name + " is NaN" + source(batch);
    return new NonFiniteException(message, step, name);
  }

  /** Reports the first parameter with a non-finite gradient. */
  public NonFiniteException gradient(Batch batch, long step) {
    for (int model = 0; model < models.count(); model++) {
      float[] gradients = memory.gradients().get(model);
      for (NamedParameter parameter : models.parameters(model)) {
        int at = nonFinite(gradients, memory.stores().get(model), parameter);
        if (parameter.trainable() && gradients.length > 0 && at >= 0) {
          String what = "the gradient of " + parameter + " has " + gradients[at];
          String message = where(batch, step) + what + source(batch);
          return new NonFiniteException(message, step, parameter.name());
        }
      }
    }
    throw new IllegalStateException("all gradients are finite");
  }

  /** The index of the first non-finite element of a parameter's slice; −1 if there is none. */
  private static int nonFinite(float[] values, ParameterStore store, NamedParameter named) {
    int from = store.offset(named.parameter());
    int to = Math.min(values.length, from + named.parameter().shape().size());
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Reports an update that made an element, or its optimizer state, NaN or infinite and was undone.
   */
  public NonFiniteException update(NamedParameter parameter, String cause, Batch batch, long step) {
    String message =
        where(batch, step)
            + "parameter "
            + parameter
            + " would not be finite after the update of step "
            + step
            + cause
            + "; parameters and optimizer state are unchanged";
    return new NonFiniteException(message, step, parameter.name());
  }

  /** The origin of non-finite numbers: the samples, or an op. */
  private String source(Batch batch) {
    String fed = batch.describeNonFinite();
    String label = fed.isEmpty() ? labels(batch) : fed;
    String held = label.isEmpty() ? heldNonFinite() : label;
    return held.isEmpty() ? explanation.ofNonFinite(batch) : held;
  }

  private String labels(Batch batch) {
    if (batch instanceof ShardBatch shard) {
      return labels(shard.whole());
    }
    return shape.isPresent() && batch instanceof SampleBatch samples
        ? shape.get().describeLabels(samples.labels(), samples.rows())
        : "";
  }

  /** The first parameter that was non-finite before the step, which no update leaves behind. */
  private String heldNonFinite() {
    for (int model = 0; model < models.count(); model++) {
      float[] values = memory.stores().get(model).array();
      for (NamedParameter parameter : models.parameters(model)) {
        int at = nonFinite(values, memory.stores().get(model), parameter);
        if (at >= 0) {
          return "; parameter " + parameter + " was " + values[at] + " before this step";
        }
      }
    }
    return "";
  }

  private static String where(Batch batch, long step) {
    return batch.describe() + ", step " + step + ": ";
  }
}
