package dev.cotangent.training;

import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Workers that count what was done by others than the caller, who lets them begin: steps are so
 * small here that a loaded machine may not give him a helper in time.
 */
final class RecordingWorkers implements Workers {

  private static final int PATIENCE = 500;

  final AtomicLong helped = new AtomicLong();
  private final AtomicLong waited = new AtomicLong();
  private final Workers workers;

  RecordingWorkers(Workers workers) {
    this.workers = workers;
  }

  @Override
  public int count() {
    return workers.count();
  }

  @Override
  public Runnable bind(Work work) {
    return workers.bind(new Recording(work));
  }

  @Override
  public void close() {
    workers.close();
  }

  private final class Recording implements Work {

    private final Work work;

    Recording(Work work) {
      this.work = work;
    }

    @Override
    public void run(int phase, int part, int from, int to, int worker) {
      if (worker > 0) {
        helped.incrementAndGet();
      } else if (count() > 1 && helped.get() == 0 && waited.incrementAndGet() < PATIENCE) {
        LockSupport.parkNanos(1_000_000);
      }
      work.run(phase, part, from, to, worker);
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
}
