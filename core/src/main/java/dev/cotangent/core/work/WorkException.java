package dev.cotangent.core.work;

import dev.cotangent.core.CotangentException;
import java.util.List;
import java.util.Objects;

/**
 * A part of some work failed; names what it was and which units, and carries the original failure
 * as its cause.
 */
public final class WorkException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** The first unit of the block that failed. */
  private final int from;

  /**
   * A failure of the units [from, to) of a part.
   *
   * @param part what {@link Work#describe} says of it
   */
  public WorkException(String part, int from, int to, Throwable cause) {
    super(part + ", units " + from + " to " + (to - 1) + ": " + saidBy(cause), cause);
    this.from = from;
  }

  private WorkException(WorkException failure, String explanation) {
    super(failure.getMessage() + explanation, Objects.requireNonNull(failure.getCause()));
    this.from = failure.from;
    List.of(failure.getSuppressed()).forEach(this::addSuppressed);
  }

  /** The same failure with more words at the end of its message. */
  public WorkException with(String explanation) {
    return new WorkException(this, explanation);
  }

  /** The first unit of the block that failed. */
  public int from() {
    return from;
  }
}
