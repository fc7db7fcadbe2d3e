package dev.cotangent.training;

import dev.cotangent.core.text.Decimals;

/**
 * Lets other threads observe the progress of a training and cancel it.
 *
 * <pre>{@code
 * TrainingControl control = new TrainingControl();
 * executor.submit(() -> trainer.control(control).fit(data, 100));
 * control.progress().share(); // 0.37
 * control.cancel();
 * }</pre>
 *
 * <p>For one training at a time; thread-safe.
 */
public final class TrainingControl {

  private volatile boolean cancelled;
  private volatile int epoch;
  private volatile int epochs;
  private volatile long step;
  private volatile long steps;
  private volatile double loss = Double.NaN;

  /**
   * The progress of a training; the values are from nearly the same moment.
   *
   * @param epoch number of the current epoch, from 1; 0 before the first
   * @param epochs total number of epochs
   * @param step number of completed steps
   * @param steps total number of steps
   * @param loss loss of the last step's batch; NaN before the first
   */
  public record Progress(int epoch, int epochs, long step, long steps, double loss) {

    /** The share of completed steps, from 0 to 1. */
    public double share() {
      return steps == 0 ? 0 : (double) step / steps;
    }
  }

  private TrainingControl() {
    // no progress yet
  }

  /** Creates a control for a training that has not started. */
  public static TrainingControl of() {
    return new TrainingControl();
  }

  /**
   * Cancels the training after its current step. {@link Trainer#fit} then writes the checkpoint, if
   * there is one, and returns the completed epochs; {@link Trainer#resume} continues from there.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Whether the training has been cancelled. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** The current progress. */
  public Progress progress() {
    return new Progress(epoch, epochs, step, steps, loss);
  }

  /** The progress, and whether the training has been cancelled, in one line. */
  @Override
  public String toString() {
    return "TrainingControl["
        + "epoch "
        + epoch
        + " of "
        + epochs
        + ", step "
        + step
        + " of "
        + steps
        + ", loss "
        + Decimals.of(loss)
        + (cancelled ? ", cancelled]" : "]");
  }

  void begin(int allEpochs, long allSteps, long done) {
    epochs = allEpochs;
    steps = allSteps;
    step = done;
  }

  void epoch(int number) {
    epoch = number;
  }

  void step(long done, double batchLoss) {
    step = done;
    loss = batchLoss;
  }
}
