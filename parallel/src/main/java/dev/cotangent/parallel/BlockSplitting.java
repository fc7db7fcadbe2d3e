package dev.cotangent.parallel;

import dev.cotangent.core.work.Splitting;
import dev.cotangent.core.work.Work;

/**
 * The splitting of {@link ForkJoinWorkers}: {@link RowBlocks}, {@link GradientReduction}, and no
 * block below a least cost.
 *
 * @param serialBelow work below this cost, in floating-point operations, runs on the calling thread
 * @param grain the least cost of a block, in floating-point operations
 */
record BlockSplitting(double serialBelow, double grain) implements Splitting {

  /** Whether several workers share any phase of the work. */
  boolean shares(Work work, int workers) {
    return workers > 1 && !(cost(work) < serialBelow);
  }

  /** Requires at least two blocks, and twice the cost of the smallest one. */
  @Override
  public boolean shares(Work work, int phase, int workers) {
    return shares(work, workers)
        && blocks(work, phase, workers) > 1
        && cost(work, phase) >= 2 * grain;
  }

  @Override
  public int blockSize(Work work, int phase, int part, int workers) {
    int units = work.units(phase, part);
    int most = most(work.cost(phase, part));
    return switch (work.rows(phase, part)) {
      case ROWWISE -> RowBlocks.size(units, workers, most);
      case OVER_ROWS -> GradientReduction.size(units, workers, most);
      case WHOLE -> units;
    };
  }

  private int most(double cost) {
    return grain > 0 ? (int) Math.min(Integer.MAX_VALUE, cost / grain) : Integer.MAX_VALUE;
  }

  /** Number of blocks, counted up to 2. */
  private int blocks(Work work, int phase, int workers) {
    int blocks = 0;
    for (int part = 0; part < work.parts(phase) && blocks < 2; part++) {
      int units = work.units(phase, part);
      if (units > 0) {
        blocks += blockSize(work, phase, part, workers) < units ? 2 : 1;
      }
    }
    return blocks;
  }

  private static double cost(Work work) {
    double cost = 0;
    for (int phase = 0; phase < work.phases(); phase++) {
      cost += cost(work, phase);
    }
    return cost;
  }

  private static double cost(Work work, int phase) {
    double cost = 0;
    for (int part = 0; part < work.parts(phase); part++) {
      cost += work.cost(phase, part);
    }
    return cost;
  }
}
