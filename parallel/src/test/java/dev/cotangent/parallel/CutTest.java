package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CutTest {

  @Test
  void rowsAreSharedEvenlyInTiles() {
    assertThat(RowBlocks.size(64, 2, 100)).isEqualTo(32);
    assertThat(RowBlocks.size(256, 2, 100)).isEqualTo(64);
    assertThat(RowBlocks.size(1000, 2, 100)).isEqualTo(168);
    assertThat(RowBlocks.size(512, 4, 100)).isEqualTo(64);
  }

  @Test
  void fewRowsAreSharedWithoutRegardToTiles() {
    assertThat(RowBlocks.size(13, 2, 100)).isEqualTo(7);
    assertThat(RowBlocks.size(1, 16, 100)).isEqualTo(1);
  }

  @Test
  void aCheapPartIsOneBlock() {
    assertThat(RowBlocks.size(1000, 8, 0)).isEqualTo(1000);
    assertThat(RowBlocks.size(1000, 8, 1)).isEqualTo(1000);
    assertThat(GradientReduction.size(1000, 8, 1)).isEqualTo(1000);
  }

  @Test
  void gradientsAreCutAtWholeCacheLines() {
    assertThat(GradientReduction.size(512 * 512, 2, 1000)).isEqualTo(65536);
    assertThat(GradientReduction.size(784, 2, 1000) % 16).isZero();
  }

  @Test
  void theLargestPartsDoNotOverflow() {
    assertThat(RowBlocks.size(Integer.MAX_VALUE, 2, 1000)).isPositive();
    assertThat(RowBlocks.size(Integer.MAX_VALUE, 1, 1000)).isEqualTo(Integer.MAX_VALUE);
  }
}
