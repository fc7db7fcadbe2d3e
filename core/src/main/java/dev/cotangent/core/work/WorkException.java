package dev.cotangent.core.work;

import dev.cotangent.core.CotangentException;

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
    super(part + ", units " + from + " to " + (to - 1) + ": " + cause, cause);
    this.from = from;
  }

  /** The first unit of the block that failed. */
  public int from() {
    return from;
  }
}
