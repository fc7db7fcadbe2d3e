package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.OpException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Makes the errors of steps, which say where in the training they happened. */
final class StepFailures {

  private final Models models;
  private final StepMemory memory;
  private final Optional<BatchShape> shape;
  private final StepExplanation explanation;

  /** Errors about these parameters and gradients. */
  StepFailures(
      Models models, StepMemory memory, Optional<BatchShape> shape, StepExplanation explanation) {
    this.shape = shape;
    this.models = models;
    this.memory = memory;
    this.explanation = explanation;
  }

  /** What a failure of workers, of planning or of the JVM means. */
  TrainingException of(Throwable failure, StepBatch batch, long step) {
    String where = where(batch, step);
    return failure instanceof CancellationException || Interruption.caused(failure)
        ? new TrainingInterruptedException(where + "interrupted" + by(failure), step, failure)
        : new TrainingException(
            where + CotangentException.saidBy(failure) + origin(failure, batch), step, failure);
  }

  private static String by(Throwable failure) {
    return failure instanceof CotangentException ? ": " + failure.getMessage() : "";
  }

  private String origin(Throwable failure, StepBatch batch) {
    return OpException.in(failure).map(op -> explanation.of(op, batch)).orElse("");
  }

  /** The loss is not finite: of several parts, the first such one is named. */
  NonFiniteException loss(float value, StepRun run, StepBatch batch, long step) {
    String part = "";
    for (int i = 0; i < run.parts() && run.parts() > 1 && part.isEmpty(); i++) {
      if (!Float.isFinite(run.partMean(i))) {
        part = ", because of its part '" + run.partName(i) + "'";
      }
    }
    String message = where(batch, step) + "the loss is " + value + part + source(batch);
    return new NonFiniteException(message, step, "loss");
  }

  /** The new value of a state is not finite. */
  NonFiniteException state(String name, StepBatch batch, long step) {
    String message = where(batch, step) + "the new value of " + name + " is NaN" + source(batch);
    return new NonFiniteException(message, step, name);
  }

  /** A gradient is not finite: the first such parameter is named. */
  NonFiniteException gradient(StepBatch batch, long step) {
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

  /** The first element of a parameter's slice that is not finite; −1 if there is none. */
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

  /** An update made an element, or the optimizer's state of it, NaN or infinite; it is undone. */
  NonFiniteException update(NamedParameter parameter, String cause, StepBatch batch, long step) {
    String message =
        where(batch, step)
            + "parameter "
            + parameter
            + " is not finite since the update of step "
            + step
            + cause
            + "; parameters and optimizer state are as before it";
    return new NonFiniteException(message, step, parameter.name());
  }

  /** Where such numbers came in: with the samples, or from an op. */
  private String source(StepBatch batch) {
    String fed = batch.describeNonFinite();
    String label = fed.isEmpty() ? labels(batch) : fed;
    String held = label.isEmpty() ? heldNonFinite() : label;
    return held.isEmpty() ? explanation.ofNonFinite(batch) : held;
  }

  private String labels(StepBatch batch) {
    return shape.isPresent() && batch instanceof SampleBatch samples
        ? shape.get().describeLabels(samples.labels(), samples.rows())
        : "";
  }

  /** The first parameter that is not finite already; no update leaves one behind. */
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

  private static String where(StepBatch batch, long step) {
    return batch.describe() + ", step " + step + ": ";
  }
}
