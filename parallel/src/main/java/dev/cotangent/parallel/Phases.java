package dev.cotangent.parallel;

import dev.cotangent.core.work.Work;
import java.util.ArrayList;
import java.util.List;

/** Cuts the parts of work into blocks, once, when the work is bound. */
final class Phases {

  private final Work work;
  private final int workers;
  private final double grain;

  /**
   * Creates the cutter for a number of workers.
   *
   * @param grain the least cost of a block, in floating-point operations
   */
  Phases(Work work, int workers, double grain) {
    this.work = work;
    this.workers = workers;
    this.grain = grain;
  }

  /** The cost of all phases, in floating-point operations. */
  static double cost(Work work) {
    double cost = 0;
    for (int phase = 0; phase < work.phases(); phase++) {
      cost += cost(work, phase);
    }
    return cost;
  }

  /** All phases in order, followed by one without blocks. */
  Phase[] cut() {
    List<Phase> phases = new ArrayList<>();
    for (int phase = 0; phase < work.phases(); phase++) {
      phases.add(phase(phase));
    }
    int[] none = {};
    phases.add(new Phase(work, phases.size(), none, none, none, false));
    return phases.toArray(new Phase[0]);
  }

  private Phase phase(int phase) {
    List<int[]> blocks = new ArrayList<>();
    for (int part = 0; part < work.parts(phase); part++) {
      int units = work.units(phase, part);
      int size = units == 0 ? 1 : size(phase, part, units);
      for (long from = 0; from < units; from += size) {
        blocks.add(new int[] {part, (int) from, (int) Math.min(units, from + size)});
      }
    }
    boolean shared = blocks.size() > 1 && cost(work, phase) >= 2 * grain;
    return new Phase(work, phase, column(blocks, 0), column(blocks, 1), column(blocks, 2), shared);
  }

  private int size(int phase, int part, int units) {
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

  private static double cost(Work work, int phase) {
    double cost = 0;
    for (int part = 0; part < work.parts(phase); part++) {
      cost += work.cost(phase, part);
    }
    return cost;
  }

  private static int[] column(List<int[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column]).toArray();
  }
}
