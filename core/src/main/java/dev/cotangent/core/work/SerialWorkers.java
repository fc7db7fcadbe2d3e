package dev.cotangent.core.work;

import java.util.concurrent.CancellationException;

/** Runs every part as a whole on the calling thread. */
final class SerialWorkers implements Workers {

  static final SerialWorkers INSTANCE = new SerialWorkers();

  private SerialWorkers() {}

  @Override
  public int count() {
    return 1;
  }

  @Override
  public Runnable bind(Work work) {
    return () -> {
      for (int phase = 0; phase < work.phases(); phase++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException(
              "interrupted before phase " + phase + " of " + work.phases());
        }
        for (int part = 0; part < work.parts(phase); part++) {
          run(work, phase, part);
        }
      }
    };
  }

  private static void run(Work work, int phase, int part) {
    int units = work.units(phase, part);
    try {
      work.run(phase, part, 0, units, 0);
    } catch (Throwable failure) {
      throw new WorkException(work.describe(phase, part), 0, units, failure);
    }
  }

  @Override
  public String toString() {
    return "SerialWorkers";
  }

  @Override
  public void close() {
    // there are no threads to stop
  }
}
