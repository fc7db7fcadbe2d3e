package dev.cotangent.core.kernel.warm;

import dev.cotangent.core.kernel.Kernels;

/** A kind of call that is repeated until it is compiled. */
final class WarmCall {

  /**
   * Calls that are compiled take at most about this many times as long as those of the known set.
   */
  private static final double SLACK = 2.5;

  private static final long SLACK_NANOS = 500;
  private static final long BURST_NANOS = 1_000_000;
  private static final int BURST = 1_000;
  private static final int KNOWN_BURST = 2;

  private final CallKind kind;
  private final Kernels cold;
  private final Kernels known;
  private final Operands on;
  private long coldNanos;
  private long knownNanos = Long.MAX_VALUE;

  WarmCall(CallKind kind, Kernels cold, Kernels known, Operands on) {
    this.kind = kind;
    this.cold = cold;
    this.known = known;
    this.on = on;
  }

  /** Whether the latest calls were about as fast as those of the known set. */
  boolean isWarm() {
    return isFast(coldNanos);
  }

  private boolean isFast(long nanos) {
    return nanos < SLACK * knownNanos + SLACK_NANOS;
  }

  /** The estimated time of all calls of this kind in the plan, in nanoseconds. */
  double coldTime() {
    return kind.work() * coldNanos;
  }

  /** The same on the known set. */
  double knownTime() {
    return kind.work() * knownNanos;
  }

  /**
   * Makes a few calls.
   *
   * @return the time that those on the cold set took in nanoseconds
   */
  long attempt() {
    for (int i = 0; i < KNOWN_BURST; i++) {
      knownNanos = Math.min(knownNanos, time(known));
    }
    long start = System.nanoTime();
    coldNanos = Long.MAX_VALUE;
    long end = System.nanoTime() + BURST_NANOS;
    for (int i = 0; i < BURST && !isWarm() && System.nanoTime() < end; i++) {
      coldNanos = Math.min(coldNanos, time(cold));
    }
    return System.nanoTime() - start;
  }

  private long time(Kernels kernels) {
    long start = System.nanoTime();
    kind.call().run(kernels, on);
    return System.nanoTime() - start;
  }
}
