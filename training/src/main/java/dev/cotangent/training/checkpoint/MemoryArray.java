package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.TensorEntry;
import java.lang.reflect.Array;

/** An array of one of four numeric types, and its form in a file. */
public record MemoryArray(Object array) {

  private static final int HALF = 32;

  /** The type of the elements, for example {@code long}. */
  String type() {
    return array.getClass().getComponentType().getName();
  }

  int size() {
    return Array.getLength(array);
  }

  public MemoryArray copy() {
    Object copy = Array.newInstance(array.getClass().getComponentType(), size());
    copyTo(copy);
    return new MemoryArray(copy);
  }

  @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the same type
  public void copyTo(Object target) {
    System.arraycopy(array, 0, target, 0, size());
  }

  /** Whether another array has the same type and length. */
  boolean isLike(MemoryArray other) {
    return array.getClass() == other.array.getClass() && size() == other.size();
  }

  /** The elements; each long becomes two ints, the low half first. */
  TensorEntry tensor(String name) {
    Shape shape = Shape.of(size());
    if (array instanceof float[] floats) {
      return TensorEntry.of(name, shape, floats);
    } else if (array instanceof double[] doubles) {
      return TensorEntry.of(name, shape, doubles);
    } else if (array instanceof int[] ints) {
      return TensorEntry.of(name, shape, ints);
    }
    long[] longs = (long[]) array;
    int[] halves = new int[2 * longs.length];
    for (int i = 0; i < longs.length; i++) {
      halves[2 * i] = (int) longs[i];
      halves[2 * i + 1] = (int) (longs[i] >> HALF);
    }
    return TensorEntry.of(name, Shape.of(longs.length, 2), halves);
  }

  /** Reads an array that {@link #tensor} wrote. */
  public static MemoryArray of(String type, TensorEntry tensor) {
    return new MemoryArray(
        switch (type) {
          case "float" -> tensor.floats();
          case "double" -> tensor.doubles();
          case "int" -> tensor.ints();
          case "long" -> longs(tensor.ints());
          default ->
              throw new CotangentException(
                  "its memory has the type '" + type + "', expected float, double, int or long");
        });
  }

  private static long[] longs(int[] halves) {
    long[] longs = new long[halves.length / 2];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = (halves[2 * i] & 0xFFFFFFFFL) | (long) halves[2 * i + 1] << HALF;
    }
    return longs;
  }

  @Override
  public String toString() {
    return type() + "[" + size() + "]";
  }
}
