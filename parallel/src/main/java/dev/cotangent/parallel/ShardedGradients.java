package dev.cotangent.parallel;

import dev.cotangent.core.CotangentException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Computes the gradient of a batch as a sum over numbered shards: for batches larger than memory,
 * gradient accumulation and custom gradient functions.
 *
 * <p>Shard i has the rows [i·size, (i + 1)·size); the last one may be shorter. Sums are added in a
 * binary tree over the shard numbers, which splits a range of n shards into ⌊n/2⌋ and the rest. The
 * tree depends only on the number of rows and the shard size, so the result has the same bits on
 * any pool and without one. Another shard size rounds differently, by about 1e-15 of the magnitudes
 * added.
 *
 * <pre>{@code
 * ShardResult sum = ShardedGradients.of(rows, 256, (from, to) -> myGradient(from, to)).sum(pool);
 * double[] gradient = sum.meanGradient();
 * }</pre>
 *
 * <p>If the plan fits into memory, {@link ForkJoinWorkers} are faster, because they need no sum
 * over shards (see {@link GradientReduction}). Immutable; thread-safe if the function is.
 */
public final class ShardedGradients {

  private final int rows;
  private final int shardSize;
  private final ShardFunction function;

  private ShardedGradients(int rows, int shardSize, ShardFunction function) {
    this.rows = rows;
    this.shardSize = shardSize;
    this.function = function;
  }

  /**
   * Divides a batch into shards.
   *
   * @param rows number of rows of the batch, at least 1
   * @param shardSize number of rows of a shard, at least 1; required, because it determines how
   *     sums round
   * @throws CotangentException if an argument is out of range
   */
  public static ShardedGradients of(int rows, int shardSize, ShardFunction function) {
    if (rows < 1 || shardSize < 1) {
      throw new CotangentException(
          "shards: "
              + rows
              + " rows in shards of "
              + shardSize
              + ", expected at least 1 row, in shards of at least 1");
    }
    return new ShardedGradients(rows, shardSize, function);
  }

  /** Number of shards, at least 1. */
  public int shards() {
    return (int) ((rows + shardSize - 1L) / shardSize);
  }

  /**
   * Sums all shards on the calling thread.
   *
   * @throws dev.cotangent.core.work.WorkException if a shard fails; for the lowest such shard, with
   *     its exception as the cause
   * @throws CancellationException if the calling thread is interrupted; the interrupt flag stays
   *     set
   */
  public ShardResult sum() {
    ShardRun run = new ShardRun(rows, shardSize, shards(), function);
    ShardResult sum = run.sum(0, shards());
    run.raise();
    return sum;
  }

  /**
   * Sums all shards on the threads of a pool and waits for the result.
   *
   * @throws dev.cotangent.core.work.WorkException if a shard fails; for the lowest such shard, with
   *     its exception as the cause and other failures suppressed
   * @throws CancellationException if the calling thread is interrupted, thrown once the shards in
   *     progress have ended; the interrupt flag stays set
   * @throws java.util.concurrent.RejectedExecutionException if the pool has been shut down
   */
  public ShardResult sum(ForkJoinPool pool) {
    ShardRun run = new ShardRun(rows, shardSize, shards(), function);
    ShardTask root = new ShardTask(run, 0, shards());
    ShardResult sum = ForkJoinTask.getPool() == pool ? root.invoke() : await(pool, root, run);
    run.raise();
    return sum;
  }

  private static ShardResult await(ForkJoinPool pool, ShardTask root, ShardRun run) {
    try {
      return pool.submit(root).get();
    } catch (InterruptedException e) {
      run.cancel();
      root.quietlyJoin();
      Thread.currentThread().interrupt();
      return ShardRun.NOTHING;
    } catch (ExecutionException e) {
      throw new CotangentException("the sum over shards failed", e);
    }
  }
}
