package dev.cotangent.core.kernel.warm;

import dev.cotangent.core.kernel.Kernels;
import java.util.List;

/**
 * Repeats recorded kernel calls on a kernel set until the JVM has compiled those that matter: until
 * all calls of the plan would together take less time than on a set that needs no warm-up, rather
 * than a hundred times as long.
 *
 * <p>The calls are small and pauses follow them, so that the program and the compiler get most of
 * the processor. For one thread.
 */
public final class KernelWarmUp {

  /** The time spent in calls after which the warm-up is given up. */
  private static final long PATIENCE_NANOS = 3_000_000_000L;

  /** Cold calls that take less than this part of the whole are not worth the compiler's time. */
  private static final double NEGLIGIBLE = 0.01;

  private final List<WarmCall> calls;
  private final Pace pace;
  private long patience = PATIENCE_NANOS;

  /**
   * Creates a warm-up of calls.
   *
   * @param recorder the calls so far
   * @param cold the set to warm up
   * @param known a set that computes the same bits and needs no warm-up
   */
  public static KernelWarmUp of(CallRecorder recorder, Kernels cold, Kernels known) {
    Operands on = new Operands();
    return new KernelWarmUp(
        recorder.kinds().stream().map(kind -> new WarmCall(kind, cold, known, on)).toList(),
        new Pace(Runtime.getRuntime().availableProcessors()));
  }

  KernelWarmUp(List<WarmCall> calls, Pace pace) {
    this.calls = calls;
    this.pace = pace;
  }

  /**
   * Warms up; if it is called again, with what is left of the patience.
   *
   * @return whether the calls are fast; false if the thread was interrupted (its flag is set then)
   *     or patience has run out
   */
  public boolean run() {
    calls.forEach(this::attempt);
    for (List<WarmCall> slow = slow(); !slow.isEmpty(); slow = slow()) {
      for (WarmCall call : slow) {
        if (Thread.currentThread().isInterrupted() || patience < 0) {
          return false;
        }
        attempt(call);
      }
    }
    return !Thread.currentThread().isInterrupted();
  }

  private void attempt(WarmCall call) {
    long nanos = call.attempt();
    patience -= nanos;
    pace.rest(nanos);
  }

  /** The calls that would make the plan slow. */
  private List<WarmCall> slow() {
    double least = NEGLIGIBLE * calls.stream().mapToDouble(WarmCall::knownTime).sum();
    return calls.stream().filter(call -> !call.isWarm() && call.coldTime() > least).toList();
  }
}
