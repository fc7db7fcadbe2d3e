package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.ParameterStore;
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
  private final List<String> layout;
  private final float[] parameters;
  private final List<float[]> slots;

  TrainingState(
      long seed, long step, List<String> layout, float[] parameters, List<float[]> slots) {
    this.seed = seed;
    this.step = step;
    this.layout = List.copyOf(layout);
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

  /** The parameters of a store, in their order in memory, by which a state knows its model. */
  static List<String> layout(ParameterStore store) {
    return store.parameters().stream()
        .map(parameter -> parameter.name() + parameter.shape() + parameter.storageOrder())
        .toList();
  }

  /** Copies the state into the arrays of a step, if it fits them. */
  void copyTo(long expectedSeed, ParameterStore store, float[][] arrays) {
    check("seed", expectedSeed, seed);
    check("list of parameters", layout(store), layout);
    check("number of optimizer arrays", arrays.length, slots.size());
    System.arraycopy(parameters, 0, store.array(), 0, parameters.length);
    for (int i = 0; i < arrays.length; i++) {
      System.arraycopy(slots.get(i), 0, arrays[i], 0, arrays[i].length);
    }
  }

  private static void check(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new CotangentException(
          "this state is another training's: its "
              + what
              + " is "
              + found
              + ", expected "
              + expected);
    }
  }
}
