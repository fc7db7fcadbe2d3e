package dev.cotangent.spark.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A uniform sample of sort keys: those with the least ends of their hashes. The sample of a union
 * is that of the samples, so it does not depend on the partitions.
 */
final class KeySample implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 1 << 13;

  private byte[][] kept = {};
  private transient PriorityQueue<byte[]> greatest = empty();

  private static PriorityQueue<byte[]> empty() {
    Comparator<byte[]> byEnd = (a, b) -> Long.compareUnsigned(end(a), end(b));
    return new PriorityQueue<>(byEnd.reversed());
  }

  private static long end(byte[] key) {
    return Words.getLong(key, key.length - Long.BYTES);
  }

  void add(byte[] key) {
    if (greatest.size() < MOST) {
      greatest.add(key);
    } else if (Long.compareUnsigned(end(key), end(greatest.element())) < 0) {
      greatest.remove();
      greatest.add(key);
    }
  }

  /** Ends the adding, so that the object can be sent. */
  KeySample close() {
    kept = greatest.toArray(new byte[0][]);
    return this;
  }

  /** The sample of two samples. */
  static KeySample of(KeySample a, KeySample b) {
    KeySample union = new KeySample();
    Arrays.stream(a.kept).forEach(union::add);
    Arrays.stream(b.kept).forEach(union::add);
    return union.close();
  }

  /** The keys, ascending. */
  byte[][] sorted() {
    byte[][] sorted = kept.clone();
    Arrays.sort(sorted, Arrays::compareUnsigned);
    return sorted;
  }

  private void readObject(java.io.ObjectInputStream in)
      throws java.io.IOException, ClassNotFoundException {
    in.defaultReadObject();
    greatest = empty();
  }
}
