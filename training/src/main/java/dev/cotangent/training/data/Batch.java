package dev.cotangent.training.data;

import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The data of one step: arrays by the names of the {@linkplain Forward#input inputs} of its {@link
 * Objective}.
 *
 * <p>The arrays are kept, not copied, and read while a step runs. To step without allocating,
 * refill them and run the same batch again. A plan depends on the names, types and lengths of the
 * arrays, not on their contents. For one thread at a time.
 */
public interface Batch {

  /** A batch of one array of numbers: whole samples one after another, each row-major. */
  public static Batch of(String name, float[] values) {
    return NamedArrays.NONE.with(name, values);
  }

  /** A batch of one array of integers, such as classes. */
  public static Batch of(String name, int[] values) {
    return NamedArrays.NONE.with(name, values);
  }

  /**
   * Returns this batch with another array.
   *
   * @throws dev.cotangent.core.CotangentException if the batch already has an array of that name
   */
  default Batch and(String name, float[] values) {
    return NamedArrays.of(this).with(name, values);
  }

  /** Like {@link #and(String, float[])}, with integers. */
  default Batch and(String name, int[] values) {
    return NamedArrays.of(this).with(name, values);
  }

  /** The names, in the order in which the arrays were added. */
  default List<String> names() {
    return IntStream.range(0, size()).mapToObj(this::name).toList();
  }

  /** The number of arrays. */
  int size();

  /** The name of an array. */
  String name(int index);

  /** A {@code float[]} or {@code int[]}, of which the first {@link #length} elements count. */
  Object array(int index);

  /** The number of elements of an array that belong to the batch. */
  int length(int index);

  /** The index of the array with that name; −1 if there is none. */
  default int index(String name) {
    for (int i = 0; i < size(); i++) {
      if (name(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether an objective may leave an array unused.
   *
   * @param used the inputs that the objective declares
   */
  default boolean isOptional(int index, Set<String> used) {
    return false;
  }

  /** An independent copy, arrays included. */
  Batch copy();

  /** The origin of the batch, for error messages. */
  String describe();

  /** The non-finite numbers of the batch, for error messages; empty if all are finite. */
  String describeNonFinite();
}
