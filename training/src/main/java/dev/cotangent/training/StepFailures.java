package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.OpException;
import java.util.concurrent.CancellationException;

/** Makes the errors of steps, which say where in the training they happened. */
final class StepFailures {

  private final ParameterStore store;
  private final float[] gradients;
  private final BatchShape shape;
  private final StepExplanation explanation;

  /** Errors about these parameters and gradients. */
  StepFailures(
      ParameterStore store, float[] gradients, BatchShape shape, StepExplanation explanation) {
    this.shape = shape;
    this.store = store;
    this.gradients = gradients;
    this.explanation = explanation;
  }

  /** What a failure of workers, of planning or of the JVM means. */
  TrainingException of(Throwable failure, Batch batch, long step) {
    String where = where(batch, step);
    return failure instanceof CancellationException || Interruption.caused(failure)
        ? new TrainingInterruptedException(where + "interrupted" + by(failure), step, failure)
        : new TrainingException(
            where + CotangentException.saidBy(failure) + origin(failure, batch), step, failure);
  }

  private static String by(Throwable failure) {
    return failure instanceof CotangentException ? ": " + failure.getMessage() : "";
  }

  private String origin(Throwable failure, Batch batch) {
    return OpException.in(failure).map(op -> explanation.of(op, batch)).orElse("");
  }

  /** The loss or a new state is not finite. */
  NonFiniteException nonFinite(String quantity, float value, Batch batch, long step) {
    String what = quantity.equals("loss") ? "the loss" : "the new value of " + quantity;
    String message = where(batch, step) + what + " is " + value + source(batch);
    return new NonFiniteException(message, step, quantity);
  }

  /** A gradient is not finite: the first such parameter is named. */
  NonFiniteException gradient(Batch batch, long step) {
    for (Parameter parameter : store.parameters()) {
      int from = store.offset(parameter);
      for (int i = 0; parameter.trainable() && i < parameter.shape().size(); i++) {
        if (!Float.isFinite(gradients[from + i])) {
          String what = "the gradient of " + parameter + " has " + gradients[from + i];
          String message = where(batch, step) + what + source(batch);
          return new NonFiniteException(message, step, parameter.name());
        }
      }
    }
    throw new IllegalStateException("all gradients are finite");
  }

  /** An update made an element, or the optimizer's state of it, NaN or infinite; it is undone. */
  NonFiniteException update(Parameter parameter, String cause, Batch batch, long step) {
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
  private String source(Batch batch) {
    String fed = batch.describeNonFinite();
    String label = fed.isEmpty() ? shape.describeLabels(batch.labels(), batch.rows()) : fed;
    String held = label.isEmpty() ? heldNonFinite() : label;
    return held.isEmpty() ? explanation.ofNonFinite(batch) : held;
  }

  /** The first parameter that is not finite already; no update leaves one behind. */
  private String heldNonFinite() {
    for (Parameter parameter : store.parameters()) {
      int from = store.offset(parameter);
      for (int i = from; i < from + parameter.shape().size(); i++) {
        if (!Float.isFinite(store.array()[i])) {
          return "; parameter " + parameter + " was " + store.array()[i] + " before this step";
        }
      }
    }
    return "";
  }

  private static String where(Batch batch, long step) {
    return batch.describe() + ", step " + step + ": ";
  }
}
