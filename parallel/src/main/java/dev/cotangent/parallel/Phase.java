package dev.cotangent.parallel;

import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.WorkException;

/** The blocks of one phase of work, in the order in which workers claim them. Immutable. */
final class Phase {

  private final Work work;
  private final int number;
  private final int[] parts;
  private final int[] starts;
  private final int[] ends;
  private final boolean shared;

  Phase(Work work, int number, int[] parts, int[] starts, int[] ends, boolean shared) {
    this.work = work;
    this.number = number;
    this.parts = parts;
    this.starts = starts;
    this.ends = ends;
    this.shared = shared;
  }

  /** Number of blocks. */
  int blocks() {
    return parts.length;
  }

  /** Whether the phase is large enough for helpers; if not, the caller executes all blocks. */
  boolean shared() {
    return shared;
  }

  /** Executes a block. */
  void run(int block, int worker) {
    work.run(number, parts[block], starts[block], ends[block], worker);
  }

  /** The exception for a failed block. */
  WorkException failure(int block, Throwable cause) {
    String part = work.describe(number, parts[block]);
    return new WorkException(part, starts[block], ends[block], cause);
  }

  @Override
  public String toString() {
    return "phase " + number + " of " + work.phases();
  }
}
