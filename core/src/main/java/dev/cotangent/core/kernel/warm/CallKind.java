package dev.cotangent.core.kernel.warm;

/** Calls of one kind: a cropped example, and how much work of it a plan does. */
final class CallKind {

  private final KernelCall call;
  private double work;

  CallKind(KernelCall call) {
    this.call = call;
  }

  /** Adds a call with so many times the work of the example. */
  void add(double size) {
    work += size;
  }

  KernelCall call() {
    return call;
  }

  /** The work of all calls, in multiples of the example's. */
  double work() {
    return work;
  }
}
