package dev.cotangent.parallel;

/**
 * The gradient reduction: cuts a {@link dev.cotangent.core.work.Rows#OVER_ROWS} part, such as the
 * gradient of a weight, into blocks <em>of its result</em>.
 *
 * <p>Each element of the gradient is summed by one worker over all rows of the mini-batch, in the
 * order that the kernels fix. So there is one gradient array rather than one per worker, nothing is
 * copied or added twice, and the sum has the bits of a single worker for any number of workers. The
 * alternative, a partial gradient per worker and a sum over workers, rounds differently for each
 * number of workers and moves every gradient through memory again.
 *
 * <p>Blocks are multiples of 16 elements, a cache line of floats, so that two workers seldom write
 * to the same line; there are at most two per worker, because every block reads all rows.
 *
 * @see ShardedGradients gradients of batches that do not fit into one plan
 */
final class GradientReduction {

  private static final int LINE = 16;
  private static final int TILES = 48;
  private static final int BLOCKS_PER_WORKER = 2;

  private GradientReduction() {}

  /**
   * Elements of the result, or rows of it, in a block; the last block may have fewer.
   *
   * @param units number of elements, &gt; 0
   * @param most the largest number of blocks worth creating for the part
   */
  static int size(int units, int workers, int most) {
    return Cut.size(units, workers, most, BLOCKS_PER_WORKER, LINE, TILES);
  }
}
