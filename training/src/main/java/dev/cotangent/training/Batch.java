package dev.cotangent.training;

import java.util.List;

/**
 * The data of one step: arrays by the names of the {@linkplain Forward#input inputs} of its {@link
 * Objective}.
 *
 * <p>The arrays are kept, not copied, and read while a step runs. To step without allocating,
 * refill them and run the same batch again. Immutable apart from the arrays' contents.
 */
public final class Batch {

  private final NamedArrays arrays;

  private Batch(NamedArrays arrays) {
    this.arrays = arrays;
  }

  /** A batch of one array of numbers: whole samples one after another, each row-major. */
  public static Batch of(String name, float[] values) {
    return new Batch(NamedArrays.NONE.and(name, values));
  }

  static Batch of(NamedArrays arrays) {
    return new Batch(arrays);
  }

  /** A batch of one array of integers, such as classes. */
  public static Batch of(String name, int[] values) {
    return new Batch(NamedArrays.NONE.and(name, values));
  }

  /**
   * Returns this batch with another array.
   *
   * @throws dev.cotangent.core.CotangentException if the batch already has an array of that name
   */
  public Batch and(String name, float[] values) {
    return new Batch(arrays.and(name, values));
  }

  /** Like {@link #and(String, float[])}, with integers. */
  public Batch and(String name, int[] values) {
    return new Batch(arrays.and(name, values));
  }

  /** The names, in the order in which the arrays were added. */
  public List<String> names() {
    return arrays.names();
  }

  /** The arrays that a step is fed with. */
  NamedArrays arrays() {
    return arrays;
  }

  @Override
  public String toString() {
    return arrays.describe();
  }
}
