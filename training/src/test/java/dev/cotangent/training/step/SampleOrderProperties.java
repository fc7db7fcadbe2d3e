package dev.cotangent.training.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Each shard has its own samples, in every epoch, whatever the other shards hold. */
class SampleOrderProperties {

  private static int[] order(int shards, int samples, int batch, int epoch) {
    int[] order = new int[samples];
    Sharding sharding = Sharding.NONE.withCount(shards);
    new SampleOrder(OwnSamples.all(sharding, samples), samples, batch).fill(order, 7, epoch);
    return order;
  }

  /** The samples of each shard in an epoch, in the order in which it computes them. */
  private static int[][] byShard(int shards, int[] order, int batch) {
    Sharding sharding = Sharding.NONE.withCount(shards);
    int[][] all = new int[shards][];
    for (int shard = 0; shard < shards; shard++) {
      IntStream.Builder own = IntStream.builder();
      for (int from = 0; from < order.length; from += batch) {
        int rows = Math.min(batch, order.length - from);
        for (int i = sharding.firstRow(rows, shard); i < sharding.firstRow(rows, shard + 1); i++) {
          own.add(order[from + i]);
        }
      }
      all[shard] = own.build().toArray();
    }
    return all;
  }

  @Property
  void everySampleOnceAndInItsOwnShard(
      @ForAll @IntRange(min = 1, max = 20) int shards,
      @ForAll @IntRange(min = 1, max = 200) int samples,
      @ForAll @IntRange(min = 1, max = 70) int wanted) {
    int batch = Math.min(wanted, samples);
    int[] first = order(shards, samples, batch, 0);
    int[] second = order(shards, samples, batch, 1);
    assertThat(Arrays.stream(first).sorted().toArray())
        .isEqualTo(IntStream.range(0, samples).toArray());
    int[][] before = byShard(shards, first, batch);
    int[][] after = byShard(shards, second, batch);
    int start = 0;
    for (int shard = 0; shards > 1 && shard < shards; shard++) {
      int[] block = IntStream.range(start, start + before[shard].length).toArray();
      assertThat(before[shard]).containsExactlyInAnyOrder(block);
      assertThat(after[shard]).containsExactlyInAnyOrder(block);
      start += before[shard].length;
    }
  }

  @Property
  void shardsAreShuffledDifferently(@ForAll @IntRange(min = 0, max = 50) int epoch) {
    int[][] own = byShard(2, order(2, 80, 20, epoch), 20);
    int[] other = Arrays.stream(own[1]).map(sample -> sample - 40).toArray();
    assertThat(own[0]).isNotEqualTo(other).isNotEqualTo(IntStream.range(0, 40).toArray());
  }
}
