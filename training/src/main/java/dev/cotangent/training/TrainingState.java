package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.List;

/**
 * All that a training step leaves behind: with it, the same data and the same settings, a training
 * goes on to the bit as if it had never stopped, with any number of workers and on any kernels.
 *
 * <p>A copy; later steps do not change it. Immutable, safe for use by many threads.
 */
public final class TrainingState {

  private final long seed;
  private final long step;
  private final float[] parameters;
  private final List<float[]> slots;

  TrainingState(long seed, long step, float[] parameters, List<float[]> slots) {
    this.seed = seed;
    this.step = step;
    this.parameters = parameters.clone();
    this.slots = slots.stream().map(float[]::clone).toList();
  }

  /** The seed of everything random. */
  public long seed() {
    return seed;
  }

  /**
   * The number of steps done. Epoch and place in the epoch follow from it, since all epochs have
   * equally many batches, and an epoch's order is a function of seed and epoch.
   */
  public long step() {
    return step;
  }

  /** A copy of the parameters, states included, laid out as in the model's store. */
  public float[] parameters() {
    return parameters.clone();
  }

  /** Copies of the optimizer's state arrays, laid out as the weights in the model's store. */
  public List<float[]> slots() {
    return slots.stream().map(float[]::clone).toList();
  }

  /** Copies the state into arrays of that layout, if it fits them. */
  void copyTo(long expectedSeed, float[] values, float[][] arrays) {
    int width = arrays.length == 0 ? 0 : arrays[0].length;
    if (seed != expectedSeed
        || parameters.length != values.length
        || slots.size() != arrays.length
        || slots.stream().anyMatch(slot -> slot.length != width)) {
      throw new CotangentException(
          "this state is another training's: it has seed "
              + seed
              + ", "
              + parameters.length
              + " parameters and "
              + slots.size()
              + " optimizer arrays, not seed "
              + expectedSeed
              + ", "
              + values.length
              + " and "
              + arrays.length);
    }
    System.arraycopy(parameters, 0, values, 0, values.length);
    for (int i = 0; i < arrays.length; i++) {
      System.arraycopy(slots.get(i), 0, arrays[i], 0, width);
    }
  }
}
