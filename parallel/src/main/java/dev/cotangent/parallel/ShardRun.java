package dev.cotangent.parallel;

import dev.cotangent.core.work.WorkException;
import java.util.Comparator;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** One sum over shards: computes shards, adds ranges, and records failures. */
final class ShardRun {

  /** Placeholder for a sum that is not computed after a failure. */
  static final ShardResult NOTHING = new ShardResult(new double[0], 0, 0);

  private final int rows;
  private final int shardSize;
  private final int shards;
  private final ShardFunction function;
  private final Thread caller = Thread.currentThread();
  private final Queue<WorkException> failures = new ConcurrentLinkedQueue<>();

  /** The lowest failed shard; later shards are skipped. */
  private final AtomicInteger lowestFailure = new AtomicInteger(Integer.MAX_VALUE);

  ShardRun(int rows, int shardSize, int shards, ShardFunction function) {
    this.rows = rows;
    this.shardSize = shardSize;
    this.shards = shards;
    this.function = function;
  }

  /** The first shard of the second half of a range. */
  static int middle(int from, int to) {
    return from + (to - from) / 2;
  }

  /** Sums a range of shards on this thread. */
  ShardResult sum(int from, int to) {
    if (to - from == 1) {
      return shard(from);
    }
    int middle = middle(from, to);
    ShardResult first = sum(from, middle);
    return add(first, sum(middle, to), middle);
  }

  /** Computes one shard. */
  ShardResult shard(int shard) {
    if (caller.isInterrupted()) {
      cancel();
    }
    if (shard > lowestFailure.get()) {
      return NOTHING;
    }
    try {
      return Objects.requireNonNull(
          function.gradient(first(shard), first(shard + 1)), "the function returned null");
    } catch (Throwable failure) {
      return failed(shard, failure);
    }
  }

  /** Adds the sums of two adjacent ranges, the second of which begins at {@code shard}. */
  @SuppressWarnings("ReferenceEquality") // NOTHING is compared by identity
  ShardResult add(ShardResult first, ShardResult second, int shard) {
    if (first == NOTHING || second == NOTHING) {
      return NOTHING;
    }
    try {
      return first.plus(second);
    } catch (RuntimeException failure) {
      return failed(shard, failure);
    }
  }

  /** Cancels the sum: no further shard is computed. */
  void cancel() {
    lowestFailure.set(-1);
  }

  /** Throws if a shard failed or the sum was cancelled; called when nothing runs any more. */
  void raise() {
    if (lowestFailure.get() == Integer.MAX_VALUE) {
      return;
    }
    WorkException lowest =
        failures.stream()
            .min(Comparator.comparingInt(WorkException::from))
            .orElseThrow(() -> new CancellationException("interrupted while summing over shards"));
    failures.stream()
        .filter(failure -> failure != lowest)
        .sorted(Comparator.comparingInt(WorkException::from))
        .forEach(lowest::addSuppressed);
    throw lowest;
  }

  private ShardResult failed(int shard, Throwable failure) {
    String part = "shard " + shard + " of " + shards + " (rows)";
    failures.add(new WorkException(part, first(shard), first(shard + 1), failure));
    lowestFailure.accumulateAndGet(shard, Math::min);
    return NOTHING;
  }

  /** The first row of a shard; the number of rows for the shard after the last. */
  private int first(int shard) {
    return (int) Math.min(rows, (long) shard * shardSize);
  }
}
