package dev.cotangent.core.plan.step;

import dev.cotangent.core.kernel.Scratch;

/**
 * A step bound to its buffers. It has no other state, so workers may run different units at the
 * same time.
 */
public interface Task {

  /**
   * Runs the units from {@code from} (inclusive) to {@code to} (exclusive); allocates nothing in
   * steady state.
   */
  void run(int from, int to, Scratch scratch);
}
