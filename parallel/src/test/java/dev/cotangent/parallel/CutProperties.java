package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CutProperties {

  @Property
  void blocksAreFewAndNotTooUneven(
      @ForAll @IntRange(min = 1, max = 100_000) int units,
      @ForAll @IntRange(min = 1, max = 64) int workers,
      @ForAll @IntRange(min = 0, max = 1000) int most) {
    assertCut(RowBlocks.size(units, workers, most), units, workers, most, 4);
    assertCut(GradientReduction.size(units, workers, most), units, workers, most, 2);
  }

  private static void assertCut(int size, int units, int workers, int most, int perWorker) {
    assertThat(size).isBetween(1, units);
    int blocks = (units + size - 1) / size;
    assertThat(blocks).isLessThanOrEqualTo(Math.max(1, Math.min(most, perWorker * workers)));
    int sharers = Math.max(1, Math.min(workers, most));
    int even = (units + sharers - 1) / sharers;
    int busiest = Math.min(units, (blocks + sharers - 1) / sharers * size);
    assertThat(busiest).isLessThanOrEqualTo(even + 15);
  }

  @Property
  void sharedRowsComeInTiles(
      @ForAll @IntRange(min = 200, max = 100_000) int rows,
      @ForAll @IntRange(min = 2, max = 16) int workers) {
    int size = RowBlocks.size(rows, workers, Integer.MAX_VALUE);
    assertThat(size % 12 == 0 || size % 16 == 0).isTrue();
  }
}
