package dev.cotangent.core.work.watch;

import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;

/** Delegates to another {@link Work}; base class for observers. */
public abstract class ForwardingWork implements Work {

  private final Work work;

  /** Creates work that delegates all methods that a subclass does not override. */
  protected ForwardingWork(Work work) {
    this.work = work;
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    work.run(phase, part, from, to, worker);
  }

  @Override
  public final int phases() {
    return work.phases();
  }

  @Override
  public final int parts(int phase) {
    return work.parts(phase);
  }

  @Override
  public final Rows rows(int phase, int part) {
    return work.rows(phase, part);
  }

  @Override
  public final int units(int phase, int part) {
    return work.units(phase, part);
  }

  @Override
  public final double cost(int phase, int part) {
    return work.cost(phase, part);
  }

  @Override
  public final double bytes(int phase, int part) {
    return work.bytes(phase, part);
  }

  @Override
  public final String describe(int phase, int part) {
    return work.describe(phase, part);
  }
}
