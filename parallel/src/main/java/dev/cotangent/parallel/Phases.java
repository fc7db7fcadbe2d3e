package dev.cotangent.parallel;

import dev.cotangent.core.work.Work;
import java.util.ArrayList;
import java.util.List;

/** Cuts the parts of work into blocks, once, when the work is bound. */
final class Phases {

  private final Work work;
  private final int workers;
  private final BlockSplitting splitting;

  /** Creates the cutter for a number of workers. */
  Phases(Work work, int workers, BlockSplitting splitting) {
    this.work = work;
    this.workers = workers;
    this.splitting = splitting;
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
      int size = units == 0 ? 1 : splitting.blockSize(work, phase, part, workers);
      for (long from = 0; from < units; from += size) {
        blocks.add(new int[] {part, (int) from, (int) Math.min(units, from + size)});
      }
    }
    boolean shared = splitting.shares(work, phase, workers);
    return new Phase(work, phase, column(blocks, 0), column(blocks, 1), column(blocks, 2), shared);
  }

  private static int[] column(List<int[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column]).toArray();
  }
}
