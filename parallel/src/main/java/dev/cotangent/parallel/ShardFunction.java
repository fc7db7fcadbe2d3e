package dev.cotangent.parallel;

/**
 * Computes the gradient of one shard of a batch. Must be thread-safe: it is called concurrently.
 */
@FunctionalInterface
public interface ShardFunction {

  /**
   * Computes the gradient of the loss over a range of rows.
   *
   * @param from the first row
   * @param to one past the last row, &gt; {@code from}
   * @return sums over these rows; the caller takes ownership of the gradient array, so the function
   *     must neither return it for another shard nor use it again
   */
  ShardResult gradient(int from, int to);
}
