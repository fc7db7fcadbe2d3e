package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import java.util.Arrays;

/** The rows of each array of a mini-batch, and which of them belong to which shard. Immutable. */
final class ShardLayout {

  private final Sharding sharding;
  private final String[] names;
  private final int[] lengths;
  private final int[] rows;
  private final int counted;

  /**
   * Lays out batches of the same lengths as this one.
   *
   * @throws CotangentException if a shard would have rows of some inputs alone
   */
  ShardLayout(Objective objective, Sharding sharding, Batch batch) {
    this.sharding = sharding;
    Forward forward = Forward.of(objective, batch, PlanContext.forInference());
    names = new String[batch.size()];
    lengths = new int[batch.size()];
    rows = new int[batch.size()];
    counted = forward.countedRows();
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
    int own = rows[index];
    int fewest = Math.min(own, counted);
    int most = Math.max(own, counted);
    if (own != 0 && own != counted && fewest < Math.min(most, sharding.count())) {
      throw new CotangentException(
          "shards: input '"
              + names[index]
              + "' has "
              + own
              + " rows and others "
              + counted
              + ", expected as many, or at least "
              + sharding.count()
              + " of each, one for each shard");
    }
  }

  /** Whether a batch has these arrays. */
  boolean fits(Batch batch) {
    boolean same = batch.size() == lengths.length;
    for (int i = 0; same && i < lengths.length; i++) {
      same = batch.length(i) == lengths[i] && batch.name(i).equals(names[i]);
    }
    return same;
  }

  /** Copies the rows of a shard from a batch that fits. */
  void fill(ShardBatch shard, int number, Batch batch) {
    shard.begin(batch);
    for (int i = 0; i < lengths.length; i++) {
      if (rows[i] == 0) {
        shard.copy(i, 0, lengths[i]);
      } else {
        int width = lengths[i] / rows[i];
        int from = sharding.firstRow(rows[i], number);
        shard.copy(i, from * width, sharding.firstRow(rows[i], number + 1) * width);
      }
    }
  }

  /** The first row of a shard; for the number of shards, the number of rows. */
  int firstRow(int shard) {
    return sharding.firstRow(counted, shard);
  }
}
