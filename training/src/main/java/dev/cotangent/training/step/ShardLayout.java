package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import java.util.Arrays;

/**
 * The rows of each array of a mini-batch, or of a member's part of it, and which of them belong to
 * which shard. Immutable.
 */
final class ShardLayout {

  private final ShardRange own;
  private final int wholeRows;
  private final String[] names;
  private final int[] lengths;
  private final int[] rows;
  private final int counted;

  /**
   * Lays out batches of the same lengths as this one.
   *
   * @param own the shards that the batch consists of
   * @throws CotangentException if a shard would have rows of some inputs alone
   */
  ShardLayout(Objective objective, ShardRange own, Batch batch) {
    this.own = own;
    Forward forward = Forward.of(objective, batch, PlanContext.forInference());
    names = new String[batch.size()];
    lengths = new int[batch.size()];
    rows = new int[batch.size()];
    counted = forward.countedRows();
    wholeRows = batch instanceof SampleBatch samples ? samples.wholeRows() : counted;
    Arrays.setAll(names, batch::name);
    Arrays.setAll(lengths, batch::length);
    Arrays.setAll(rows, i -> rows(forward, batch, i));
    for (int i = 0; i < rows.length; i++) {
      check(i);
    }
  }

  /** The rows of an array; 0 for an unused array without rows, which each shard gets whole. */
  private static int rows(Forward forward, Batch batch, int index) {
    Tensor input = forward.inputs().get(batch.name(index));
    if (input != null) {
      return input.shape().isScalar() ? 0 : input.shape().dim(0);
    }
    return batch.length(index) % forward.countedRows() == 0 ? forward.countedRows() : 0;
  }

  private void check(int index) {
    int found = rows[index];
    int fewest = Math.min(found, counted);
    int most = Math.max(found, counted);
    if (found != 0 && found != counted && fewest < Math.min(most, own.sharding().count())) {
      throw new CotangentException(
          "shards: input '"
              + names[index]
              + "' has "
              + found
              + " rows and others "
              + counted
              + ", expected as many, or at least "
              + own.sharding().count()
              + " of each, one for each shard");
    }
  }

  /** Whether a batch has these arrays. */
  boolean fits(Batch batch) {
    boolean same = batch.size() == lengths.length && hasRows(batch);
    for (int i = 0; same && i < lengths.length; i++) {
      same = batch.length(i) == lengths[i] && batch.name(i).equals(names[i]);
    }
    return same;
  }

  private boolean hasRows(Batch batch) {
    return !(batch instanceof SampleBatch samples) || samples.wholeRows() == wholeRows;
  }

  /** Copies the rows of a shard from a batch that fits. */
  void fill(ShardBatch shard, int number, Batch batch) {
    int first = own.sharding().firstRow(wholeRows, number);
    shard.begin(batch, first, own.sharding().firstRow(wholeRows, number + 1) - first);
    for (int i = 0; i < lengths.length; i++) {
      if (rows[i] == 0) {
        shard.copy(i, 0, lengths[i]);
      } else {
        int width = lengths[i] / rows[i];
        int from = firstRow(i, number) * width;
        shard.copy(i, from, firstRow(i, number + 1) * width);
      }
    }
  }

  /** The first row of a shard in an array of this batch. */
  private int firstRow(int array, int shard) {
    if (rows[array] == counted) {
      return own.sharding().firstRow(wholeRows, shard)
          - own.sharding().firstRow(wholeRows, own.first());
    }
    return own.sharding().firstRow(rows[array], shard);
  }

  /** The rows of the whole mini-batch. */
  int wholeRows() {
    return wholeRows;
  }
}
