package dev.cotangent.core.kernel.warm;

import java.util.concurrent.locks.LockSupport;

/**
 * The pauses of a warm-up: as long as the work before them, and twice as long if there is only one
 * processor, which the program and the compiler need as well.
 */
final class Pace {

  private final int pauses;

  Pace(int processors) {
    this.pauses = processors > 1 ? 1 : 2;
  }

  /** Pauses after work of so many nanoseconds. */
  void rest(long nanos) {
    LockSupport.parkNanos(pauses * nanos);
  }
}
