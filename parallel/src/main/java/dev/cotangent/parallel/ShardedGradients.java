package dev.cotangent.parallel;

import dev.cotangent.core.CotangentException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * The gradient of a batch as the sum over numbered shards, for batches that are larger than memory,
 * gradient accumulation, and gradient functions of a caller's own.
 *
 * <p>Shard i has the rows from i·size to (i + 1)·size, the last one those that are left. Sums are
 * added in a binary tree over the shards' numbers, which halves a range of n shards into ⌊n/2⌋ and
 * the rest. The tree depends on the numbers of rows and the size of a shard alone, so the result
 * has the same bits on any pool and on none. Another size of shards rounds differently, by about
 * 1e-15 of the magnitudes that were added.
 *
 * <pre>{@code
 * ShardResult sum = ShardedGradients.of(rows, 256, (from, to) -> myGradient(from, to)).sum(pool);
 * double[] gradient = sum.meanGradient();
 * }</pre>
 *
 * <p>For a plan that fits into memory {@link ForkJoinWorkers} are faster: they add nothing up (see
 * {@link GradientReduction}). Immutable; safe for use by many threads if the function is.
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
   * A batch in shards.
   *
   * @param rows number of rows of the batch, from 1
   * @param shardSize number of rows of a shard, from 1; explicit, because it decides how sums round
   * @throws CotangentException if an argument is out of range
   */
  public static ShardedGradients of(int rows, int shardSize, ShardFunction function) {
    if (rows < 1 || shardSize < 1) {
      throw new CotangentException(
          "shards: expected at least 1 row, in shards of at least 1, not "
              + rows
              + " rows in shards of "
              + shardSize);
    }
    return new ShardedGradients(rows, shardSize, function);
  }

  /** Number of shards, from 1. */
  public int shards() {
    return (int) ((rows + shardSize - 1L) / shardSize);
  }

  /**
   * The sum over all shards, computed by the calling thread.
   *
   * @throws dev.cotangent.core.work.WorkException if a shard fails; names the lowest that did, with
   *     its own exception as the cause
   * @throws CancellationException if the calling thread is interrupted; the flag stays set
   */
  public ShardResult sum() {
    ShardRun run = new ShardRun(rows, shardSize, shards(), function);
    ShardResult sum = run.sum(0, shards());
    run.raise();
    return sum;
  }

  /**
   * The sum over all shards, computed by the threads of a pool; waits until the pool has done it.
   *
   * @throws dev.cotangent.core.work.WorkException if a shard fails; names the lowest that did, with
   *     its own exception as the cause and other failures suppressed
   * @throws CancellationException if the calling thread is interrupted, after the shards that were
   *     being computed have ended; the flag stays set
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
