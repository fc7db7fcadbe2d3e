package dev.cotangent.core.plan.figures;

import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.watch.ForwardingWork;
import java.util.List;

/** Times the phases of work. */
public final class TimedWork extends ForwardingWork {

  private final List<PartTimer> phases;

  public TimedWork(Work work, List<PartTimer> phases) {
    super(work);
    this.phases = phases;
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    long start = System.nanoTime();
    super.run(phase, part, from, to, worker);
    phases.get(phase).add(start, System.nanoTime());
  }
}
