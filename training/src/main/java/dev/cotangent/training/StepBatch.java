package dev.cotangent.training;

import java.util.Set;

/**
 * The input of a step: named arrays, which may be reused, and their lengths, which the plan depends
 * on. Single-threaded.
 */
interface StepBatch {

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

  /** An independent copy of the batch. */
  StepBatch copy();

  /** The origin of the batch, for error messages. */
  String describe();

  /** The non-finite numbers of the batch, for error messages; empty if all are finite. */
  String describeNonFinite();
}
