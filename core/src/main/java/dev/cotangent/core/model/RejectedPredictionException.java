package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;

/** Thrown if a {@link BatchingPredictor} does not serve a request; the sample is not at fault. */
public final class RejectedPredictionException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** The reasons for which a request is not served. */
  public enum Reason {
    /** The queue is full: try again later, or elsewhere. */
    QUEUE_FULL,
    /** The request reached the time limit. */
    TIME_LIMIT,
    /** The predictor is closed. */
    CLOSED
  }

  private final Reason reason;

  /** Creates the failure of a request. */
  public RejectedPredictionException(Reason reason, String message) {
    super(message);
    this.reason = Given.of("rejected prediction: the reason", reason);
  }

  /** The reason. */
  public Reason reason() {
    return reason;
  }
}
