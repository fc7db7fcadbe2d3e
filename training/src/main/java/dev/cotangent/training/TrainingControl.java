package dev.cotangent.training;

/**
 * A hand on a training from other threads: how far it is, and an end.
 *
 * <pre>{@code
 * TrainingControl control = new TrainingControl();
 * executor.submit(() -> trainer.control(control).fit(data, 100));
 * control.progress().share(); // 0.37
 * control.cancel();
 * }</pre>
 *
 * <p>For one training at a time; safe for use by many threads.
 */
public final class TrainingControl {

  private volatile boolean cancelled;
  private volatile int epoch;
  private volatile int epochs;
  private volatile long step;
  private volatile long steps;
  private volatile double loss = Double.NaN;

  /**
   * How far a training is; numbers of nearly the same moment.
   *
   * @param epoch the number of the epoch that is trained, from 1; 0 before the first
   * @param epochs how many there are to be
   * @param step the number of steps done
   * @param steps how many there are to be
   * @param loss of the last step's batch; NaN before the first
   */
  public record Progress(int epoch, int epochs, long step, long steps, double loss) {

    /** The share of the steps that is done, from 0 to 1. */
    public double share() {
      return steps == 0 ? 0 : (double) step / steps;
    }
  }

  /** For a training that is not yet under way. */
  public TrainingControl() {
    // nothing is known yet
  }

  /**
   * Ends the training after the step that it is doing. {@link Trainer#fit} then returns the epochs
   * that were finished, after writing the checkpoint if it keeps one: {@link Trainer#resume} goes
   * on from there.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Whether the training is to end. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** How far the training is. */
  public Progress progress() {
    return new Progress(epoch, epochs, step, steps, loss);
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
