package dev.cotangent.parallel;

/**
 * Cuts a {@link dev.cotangent.core.work.Rows#ROWWISE} part into blocks of consecutive rows.
 *
 * <p>A row of the result needs only the same row of the operands, so any cut gives the same bits,
 * and this one is chosen for speed: multiples of 12 or 16 rows, the heights of the kernels' tiles,
 * and at most four blocks per worker, because each block repeats the work that its rows share
 * (packing the weights).
 */
final class RowBlocks {

  private static final int TILE = 12;
  private static final int OTHER_TILE = 16;
  private static final int BLOCKS_PER_WORKER = 4;

  private RowBlocks() {}

  /**
   * Number of rows in a block; the last block may have fewer.
   *
   * @param rows number of rows, &gt; 0
   * @param most the largest number of blocks worth creating for the part
   */
  static int size(int rows, int workers, int most) {
    return Cut.size(rows, workers, most, BLOCKS_PER_WORKER, TILE, OTHER_TILE);
  }
}
