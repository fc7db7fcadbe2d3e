package dev.cotangent.core.plan;

import dev.cotangent.core.op.Rows;
import dev.cotangent.core.work.Work;
import java.util.List;

/** Work whose phases are timed. */
final class TimedWork implements Work {

  private final Work work;
  private final List<PartTimer> phases;

  TimedWork(Work work, List<PartTimer> phases) {
    this.work = work;
    this.phases = phases;
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    long start = System.nanoTime();
    work.run(phase, part, from, to, worker);
    phases.get(phase).add(start, System.nanoTime());
  }

  @Override
  public int phases() {
    return work.phases();
  }

  @Override
  public int parts(int phase) {
    return work.parts(phase);
  }

  @Override
  public Rows rows(int phase, int part) {
    return work.rows(phase, part);
  }

  @Override
  public int units(int phase, int part) {
    return work.units(phase, part);
  }

  @Override
  public double cost(int phase, int part) {
    return work.cost(phase, part);
  }

  @Override
  public String describe(int phase, int part) {
    return work.describe(phase, part);
  }
}
