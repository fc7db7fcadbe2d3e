package dev.cotangent.spark.data;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Turns elements of an RDD into sort keys and bytes.
 *
 * @param seed of the order; none for the order of keys or hashes
 */
record RowEncoding<T>(SampleLayout layout, SampleEncoder<T> encoder, @Nullable Long seed)
    implements Serializable {

  /** The state of one task. */
  Task task() {
    return new Task();
  }

  /** Encodes one element after another. */
  final class Task {

    private final SampleRow row = new SampleRow(layout);
    private final SortKeys keys = new SortKeys(seed);

    /** Encodes an element and returns its sort key. */
    byte[] encode(T element) {
      row.clear();
      encoder.encode(element, row);
      return keys.of(row);
    }

    /** The bytes of the last sample. */
    byte[] sample() {
      return keys.sample();
    }

    /** Whether the samples so far have keys of the user. */
    boolean isKeyed() {
      return !row.orderKey().isEmpty();
    }
  }
}
