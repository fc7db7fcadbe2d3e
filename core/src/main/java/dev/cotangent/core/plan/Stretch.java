package dev.cotangent.core.plan;

import dev.cotangent.core.plan.compile.Schedule;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive steps of a part that run over its rows together, a few rows at a time, so that the
 * output of one step is still in the second-level cache when the next one reads it.
 *
 * <p>A step whose rows share much data, such as the weights of a dense layer, would read it again
 * for every few rows: it forms its own stretch, over all rows at once. So does a step that chooses
 * its blocks of rows itself.
 *
 * @param steps the steps, in order
 * @param rows number of units at a time
 */
record Stretch(List<Step> steps, int rows) {

  /** Bytes that a stretch may use at a time: half of a common second-level cache. */
  private static final long CACHE = 512 << 10;

  /** Shared operands of up to this many bytes stay in the cache together with the rows. */
  private static final long SHARED = CACHE / 2;

  /** A multiple of the heights of all tiles. */
  private static final int TILES = 48;

  /** Divides the steps of a part into stretches. */
  static List<Stretch> of(Schedule.Part part) {
    List<Stretch> stretches = new ArrayList<>();
    List<Step> together = new ArrayList<>();
    for (Step step : part.steps) {
      if (part.rows == Rows.ROWWISE && !step.choosesBlocks() && sharedBytes(step) <= SHARED) {
        together.add(step);
      } else {
        close(together, part.units, stretches);
        stretches.add(new Stretch(List.of(step), part.units));
      }
    }
    close(together, part.units, stretches);
    return stretches;
  }

  private static void close(List<Step> together, int units, List<Stretch> stretches) {
    if (!together.isEmpty()) {
      stretches.add(new Stretch(List.copyOf(together), rows(together, units)));
      together.clear();
    }
  }

  private static int rows(List<Step> steps, int units) {
    long bytes = steps.stream().mapToLong(Stretch::rowBytes).sum();
    if (bytes <= 2 * CACHE || steps.size() == 1) {
      return units;
    }
    long rows = Math.max(1, CACHE * units / bytes);
    return (int) (rows < TILES ? rows : rows / TILES * TILES);
  }

  /** Bytes that the step reads and writes row by row, over all rows. */
  private static long rowBytes(Step step) {
    return 4L * step.outputs().stream().mapToLong(Node::size).sum() + bytes(step, true);
  }

  /** Bytes of the operands that every row reads whole. */
  private static long sharedBytes(Step step) {
    return bytes(step, false);
  }

  private static long bytes(Step step, boolean aligned) {
    return step.operands().stream()
        .filter(operand -> operand.aligned() == aligned)
        .mapToLong(operand -> 4L * operand.node().size())
        .sum();
  }
}
