package dev.cotangent.core.work;

/** Work that is that of another object, for those who want to look on while it is done. */
public abstract class ForwardingWork implements Work {

  private final Work work;

  /** The work of that object. */
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
  public final String describe(int phase, int part) {
    return work.describe(phase, part);
  }
}
