package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.work.Workers;

/** Trains a model on a data set, epoch by epoch. */
public final class Trainer {

  private Trainer() {}

  /** A trainer of a model. */
  public static Trainer of(Model model) {
    throw new UnsupportedOperationException();
  }

  /** What is to become small. */
  public Trainer loss(Loss loss) {
    return this;
  }

  /** How parameters change. */
  public Trainer optimizer(Optimizer optimizer) {
    return this;
  }

  /** How the learning rate changes; by default not at all. */
  public Trainer schedule(Schedule schedule) {
    return this;
  }

  /** Scales gradients down to a largest Euclidean norm; by default none. */
  public Trainer clipGlobalNorm(double maxNorm) {
    return this;
  }

  /** Metrics of the validation data besides the usual ones. */
  public Trainer metrics(Metric... metrics) {
    return this;
  }

  /** Samples a step, by default 32. */
  public Trainer batch(int size) {
    return this;
  }

  /** Decides all that is random; by default the model's seed. */
  public Trainer seed(long seed) {
    return this;
  }

  /** How many workers, by default one for each processor. */
  public Trainer workers(int count) {
    return this;
  }

  /** Workers that the caller closes. */
  public Trainer workers(Workers workers) {
    return this;
  }

  /** The kernels to use. */
  public Trainer kernels(Kernels kernels) {
    return this;
  }

  /** Data that the model is judged by after each epoch. */
  public Trainer validation(Dataset data) {
    return this;
  }

  /** Who is told. */
  public Trainer callbacks(Callback... callbacks) {
    return this;
  }

  /** Trains for some epochs. */
  public History fit(Dataset train, int epochs) {
    throw new UnsupportedOperationException();
  }
}
