package dev.cotangent.core.plan;

import dev.cotangent.core.kernel.Scratch;

/**
 * A step bound to its buffers. Stateless but for them, so that workers may run different units at
 * the same time.
 */
interface Task {

  /**
   * Does the units from {@code from} (inclusive) to {@code to} (exclusive), allocating nothing in a
   * steady state.
   */
  void run(int from, int to, Scratch scratch);
}
