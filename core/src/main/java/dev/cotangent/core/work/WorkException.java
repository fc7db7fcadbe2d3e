package dev.cotangent.core.work;

import dev.cotangent.core.CotangentException;
import java.util.List;
import java.util.Objects;

/**
 * Thrown when a part of some work fails; names the part and the units, with the original failure as
 * its cause.
 */
public final class WorkException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** The first unit of the block that failed. */
  private final int from;

  /**
   * Creates the failure of the units [from, to) of a part.
   *
   * @param part the part's {@link Work#describe description}
   */
  public WorkException(String part, int from, int to, Throwable cause) {
    super(part + ", units " + from + " to " + (to - 1) + ": " + describe(cause), cause);
    this.from = from;
  }

  private WorkException(WorkException failure, String explanation) {
    super(failure.getMessage() + explanation, Objects.requireNonNull(failure.getCause()));
    this.from = failure.from;
    List.of(failure.getSuppressed()).forEach(this::addSuppressed);
  }

  /** Returns the same failure with an explanation appended to its message. */
  public WorkException with(String explanation) {
    return new WorkException(this, explanation);
  }

  /** The first unit of the block that failed. */
  public int from() {
    return from;
  }
}
