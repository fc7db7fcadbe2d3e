package dev.cotangent.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  /** This order must never change: the batches of every training depend on it. */
  @Test
  void resultIsFixed() {
    assertThat(order(10, 7, 0)).containsExactly(8, 6, 7, 0, 4, 9, 1, 2, 3, 5);
    assertThat(order(10, 7, 1)).containsExactly(4, 0, 6, 9, 5, 8, 2, 3, 7, 1);
  }

  @Test
  void isAPermutation() {
    for (int n : new int[] {0, 1, 2, 3, 1000}) {
      assertThat(IntStream.of(order(n, 3, 4)).sorted().toArray())
          .isEqualTo(IntStream.range(0, n).toArray());
    }
  }

  @Test
  void dependsOnSeedAndEpochAlone() {
    assertThat(order(100, 1, 1)).isEqualTo(order(100, 1, 1));
    assertThat(order(100, 1, 1)).isNotEqualTo(order(100, 1, 2)).isNotEqualTo(order(100, 2, 1));
  }

  @Test
  void inPlaceKeepsTheItems() {
    int[] items = {5, 5, 9, -1};
    Shuffle.inPlace(items, 1, 1);
    assertThat(items).containsExactlyInAnyOrder(5, 5, 9, -1);
  }

  @Test
  void everyItemReachesEveryPlaceEquallyOften() {
    int[][] counts = new int[4][4];
    for (int epoch = 0; epoch < 8_000; epoch++) {
      int[] order = order(4, 11, epoch);
      for (int place = 0; place < 4; place++) {
        counts[place][order[place]]++;
      }
    }
    for (int[] row : counts) {
      assertThat(IntStream.of(row)).allMatch(count -> Math.abs(count - 2_000) < 200);
    }
  }

  private static int[] order(int n, long seed, long epoch) {
    int[] order = new int[n];
    Shuffle.order(order, seed, epoch);
    return order;
  }
}
