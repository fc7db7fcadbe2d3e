package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.models.NamedParameter;

/**
 * The weights of all models and their optimizer state in one array: for each model its weights, and
 * then each array of the optimizer. Single-threaded; allocates nothing.
 */
final class ReplicaNumbers {

  private static final int MOST = Integer.MAX_VALUE - 8;

  private final UpdateTarget[] models;
  private final float[] numbers;

  /**
   * Creates an array of zeros.
   *
   * @throws CotangentException if there are too many numbers
   */
  ReplicaNumbers(UpdateTarget[] models) {
    this.models = models;
    this.numbers = new float[size(models)];
  }

  private static int size(UpdateTarget[] models) {
    long size = 0;
    for (UpdateTarget model : models) {
      size += (1L + model.slots().length) * model.gradients().length;
    }
    if (size > MOST) {
      throw new CotangentException(
          "syncEvery: weights and optimizer state have "
              + size
              + " numbers, expected at most "
              + MOST);
    }
    return (int) size;
  }

  /** The array itself. */
  float[] array() {
    return numbers;
  }

  /** Copies the numbers of a replica of each model. */
  void read(UpdateTarget[] replica) {
    int at = 0;
    for (UpdateTarget target : replica) {
      int size = target.gradients().length;
      System.arraycopy(target.values(), 0, numbers, at, size);
      at += size;
      for (float[] slot : target.slots()) {
        System.arraycopy(slot, 0, numbers, at, size);
        at += size;
      }
    }
  }

  /**
   * Writes the numbers to the models.
   *
   * @param trained the weights that steps change, for each model and group
   */
  void write(Ranges[][] trained) {
    int at = 0;
    for (int i = 0; i < models.length; i++) {
      int size = models[i].gradients().length;
      write(trained[i], at, models[i].values());
      at += size;
      for (float[] slot : models[i].slots()) {
        write(trained[i], at, slot);
        at += size;
      }
      models[i].restored();
    }
  }

  private void write(Ranges[] trained, int at, float[] target) {
    for (Ranges ranges : trained) {
      for (int range = 0; range < ranges.count(); range++) {
        int from = ranges.from(range);
        System.arraycopy(numbers, at + from, target, from, ranges.to(range) - from);
      }
    }
  }

  /**
   * Checks the numbers of trained weights.
   *
   * @throws dev.cotangent.training.failure.NonFiniteException naming the first weight that is NaN
   *     or infinite, or has such a state
   */
  void check(Ranges[][] trained, StepPass pass, Batch batch, long step) {
    if (GradientSweep.zeroIfFinite(numbers, 0, numbers.length) == 0) {
      return;
    }
    int at = 0;
    for (int model = 0; model < models.length; model++) {
      int size = models[model].gradients().length;
      for (int i = 0; i < size * (1 + models[model].slots().length); i++) {
        if (!Float.isFinite(numbers[at]) && contain(trained[model], i % size)) {
          NamedParameter named = pass.named(model, models[model].parameter(i % size));
          throw pass.failures().update(named, ", by the mean of all shards", batch, step);
        }
        at++;
      }
    }
  }

  private static boolean contain(Ranges[] all, int element) {
    for (Ranges ranges : all) {
      if (ranges.contains(element)) {
        return true;
      }
    }
    return false;
  }
}
