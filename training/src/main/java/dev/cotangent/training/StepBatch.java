package dev.cotangent.training;

import java.util.Set;

/**
 * What a step is fed: named arrays, which may be used again and again, and their lengths, which the
 * plan depends on. For one thread.
 */
interface StepBatch {

  /** The number of arrays. */
  int size();

  /** The name of an array. */
  String name(int index);

  /** A {@code float[]} or {@code int[]}, of which the first {@link #length} elements count. */
  Object array(int index);

  /** How many elements of an array belong to the batch. */
  int length(int index);

  /** The number of an array of that name, −1 if there is none. */
  default int index(String name) {
    for (int i = 0; i < size(); i++) {
      if (name(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether an objective may do without an array.
   *
   * @param used the inputs that it declares
   */
  default boolean isOptional(int index, Set<String> used) {
    return false;
  }

  /** A batch of the same numbers that shares nothing with this one. */
  StepBatch copy();

  /** Where the batch comes from, for error messages. */
  String describe();

  /** Which numbers of the batch are not finite, for error messages; empty if all are finite. */
  String describeNonFinite();
}
