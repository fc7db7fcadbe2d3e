package dev.cotangent.core.event;

import org.jspecify.annotations.Nullable;

/**
 * The events of the steps of one training. One thread at a time; allocates nothing after the first
 * event.
 */
public final class StepEvents {

  private @Nullable Span event;
  private long last = Long.MIN_VALUE;
  private long steps;

  /** Creates the events of a training that has not started. */
  public StepEvents() {}

  /**
   * Begins a step; only if events {@linkplain Events#areOn are on}. One that fails is forgotten.
   */
  public void begin() {
    event().begin();
  }

  private StepEvent event() {
    if (event == null) {
      event = new StepEvent();
    }
    return (StepEvent) event;
  }

  /**
   * Ends a step.
   *
   * @param step number of completed steps, this one included
   * @param samples the samples of its batch
   * @param loss the mean loss before the update
   */
  public void end(long step, int samples, double loss, int workers, String kernels) {
    steps++;
    StepEvent own = event();
    if (!own.isEnabled()) {
      return;
    }
    own.end();
    long now = System.nanoTime();
    own.sinceNanos = last == Long.MIN_VALUE ? Long.MAX_VALUE : now - last;
    if (own.shouldCommit()) {
      own.step = step;
      own.steps = steps;
      own.samples = samples;
      own.loss = loss;
      own.workers = workers;
      own.kernels = kernels;
      own.commit();
      last = now;
      steps = 0;
    }
  }
}
