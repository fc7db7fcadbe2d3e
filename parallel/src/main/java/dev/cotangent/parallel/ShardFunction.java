package dev.cotangent.parallel;

/** Computes the gradient of one shard of a batch; called by several threads at a time. */
@FunctionalInterface
public interface ShardFunction {

  /**
   * The gradient of the loss over some rows.
   *
   * @param from the first row
   * @param to one past the last row, &gt; {@code from}
   * @return sums over these rows, in an array that is handed over: no other shard may get it, and
   *     the function must not use it again
   */
  ShardResult gradient(int from, int to);
}
