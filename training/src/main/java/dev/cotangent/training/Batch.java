package dev.cotangent.training;

import java.util.List;

/**
 * The numbers of a step, by the names of the {@linkplain Forward#input inputs} of its {@link
 * Objective}.
 *
 * <p>The arrays are kept, not copied, and read while a step runs: fill them anew and run the same
 * batch again, and the step allocates nothing. Immutable but for what the arrays hold.
 */
public final class Batch {

  private final NamedArrays arrays;

  private Batch(NamedArrays arrays) {
    this.arrays = arrays;
  }

  /** A batch of one array of numbers: whole samples, one after another, each row-major. */
  public static Batch of(String name, float[] values) {
    return new Batch(NamedArrays.NONE.and(name, values));
  }

  static Batch of(NamedArrays arrays) {
    return new Batch(arrays);
  }

  /** A batch of one array of whole numbers, such as classes. */
  public static Batch of(String name, int[] values) {
    return new Batch(NamedArrays.NONE.and(name, values));
  }

  /**
   * This batch and another array.
   *
   * @throws dev.cotangent.core.CotangentException if there is one of that name
   */
  public Batch and(String name, float[] values) {
    return new Batch(arrays.and(name, values));
  }

  /** As {@link #and(String, float[])}, with whole numbers. */
  public Batch and(String name, int[] values) {
    return new Batch(arrays.and(name, values));
  }

  /** The names, in the order in which the arrays were given. */
  public List<String> names() {
    return arrays.names();
  }

  /** What a step is fed. */
  NamedArrays arrays() {
    return arrays;
  }

  @Override
  public String toString() {
    return arrays.describe();
  }
}
