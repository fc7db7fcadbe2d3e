package dev.cotangent.spark.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.data.DataException;
import java.io.Serializable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The numbers of samples in each bucket, counted by executors in one pass. */
final class Census implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The number of samples in each bucket. */
  private final long[] counts;

  /** A sample of the sort keys, if the samples have keys of the user. */
  private final KeySample keys;

  /** The number of samples with such keys. */
  private final long keyed;

  /**
   * The message of a row that is not a sample, if any: it comes back as a value, so that Spark does
   * not try the row four times.
   */
  private final @Nullable String error;

  Census(long[] counts, KeySample keys, long keyed, @Nullable String error) {
    this.counts = counts;
    this.keys = keys;
    this.keyed = keyed;
    this.error = error;
  }

  static Census none(int buckets) {
    return new Census(new long[buckets], new KeySample().close(), 0, null);
  }

  /** Counts the samples of a partition. */
  static <T> Census of(Iterator<T> rows, RowEncoding<T> encoding, Buckets buckets) {
    long[] counts = new long[buckets.count()];
    long keyed = 0;
    KeySample keys = new KeySample();
    RowEncoding<T>.Task task = encoding.task();
    try {
      while (rows.hasNext()) {
        byte[] key = task.encode(rows.next());
        counts[buckets.of(key)]++;
        if (task.isKeyed()) {
          keys.add(key);
          keyed++;
        }
      }
    } catch (CotangentException e) {
      return new Census(counts, keys.close(), 0, String.valueOf(e.getMessage()));
    }
    return new Census(counts, keys.close(), keyed, null);
  }

  Census plus(Census other) {
    long[] sums = counts.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.counts[i];
    }
    return new Census(
        sums, KeySample.of(keys, other.keys), keyed + other.keyed, first(error, other.error));
  }

  /** Of two messages always the same one, whichever came first. */
  private static @Nullable String first(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** The number of samples in each bucket. */
  long[] counts() {
    return counts;
  }

  /** A sample of the sort keys, ascending; empty if the samples have no keys of the user. */
  byte[][] keys() {
    return keys.sorted();
  }

  /** The number of samples with keys of the user. */
  long keyed() {
    return keyed;
  }

  /** Checks that all rows are samples, with keys or without. */
  Census checked() {
    if (error != null) {
      throw new DataException(error);
    }
    long total = total();
    if (total == 0) {
      throw new DataException("there are no samples, expected at least one");
    }
    if (keyed != 0 && keyed != total) {
      throw new DataException(keyed + " of " + total + " samples have keys, expected all or none");
    }
    return this;
  }

  /** The number of all samples. */
  long total() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
