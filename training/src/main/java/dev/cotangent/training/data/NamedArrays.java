package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A batch of arrays that the caller owns. */
final class NamedArrays implements Batch {

  static final NamedArrays NONE = new NamedArrays(new String[0], new Object[0]);

  private static final int MOST_NAMED = 8;

  private final String[] names;
  private final Object[] arrays;

  private NamedArrays(String[] names, Object[] arrays) {
    this.names = names;
    this.arrays = arrays;
  }

  /** The arrays of a batch, cut to their lengths. */
  static NamedArrays of(Batch batch) {
    if (batch instanceof NamedArrays arrays) {
      return arrays;
    }
    NamedArrays arrays = NONE;
    for (int i = 0; i < batch.size(); i++) {
      arrays = arrays.with(batch.name(i), cut(batch.array(i), batch.length(i)));
    }
    return arrays;
  }

  private static Object cut(Object array, int length) {
    ArrayKind kind = ArrayKind.of(array);
    return kind.length(array) == length ? array : kind.copyOf(array, length);
  }

  /** Returns these arrays with another {@code float[]} or {@code int[]}. */
  NamedArrays with(String name, Object values) {
    Given.of("batch: the name of an array", name);
    Given.of("batch: array '" + name + "'", values);
    if (index(name) >= 0) {
      throw new CotangentException(
          "batch: two arrays have the name '" + name + "', expected unique names");
    }
    int size = names.length;
    String[] moreNames = Arrays.copyOf(names, size + 1);
    Object[] moreArrays = Arrays.copyOf(arrays, size + 1);
    moreNames[size] = name;
    moreArrays[size] = values;
    return new NamedArrays(moreNames, moreArrays);
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public String name(int index) {
    return names[index];
  }

  @Override
  public Object array(int index) {
    return arrays[index];
  }

  @Override
  public int length(int index) {
    return ArrayKind.of(arrays[index]).length(arrays[index]);
  }

  @Override
  public Batch copy() {
    Object[] copies = new Object[arrays.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = ArrayKind.of(arrays[i]).copyOf(arrays[i], length(i));
    }
    return new NamedArrays(names, copies);
  }

  @Override
  public String describe() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Math.min(names.length, MOST_NAMED); i++) {
      parts.add(names[i] + "[" + length(i) + "]");
    }
    String more = names.length > MOST_NAMED ? ", ..." : "";
    return "a batch of " + String.join(", ", parts) + more;
  }

  @Override
  public String describeNonFinite() {
    for (int i = 0; i < arrays.length; i++) {
      float[] numbers = ArrayKind.of(arrays[i]).numbers(arrays[i]);
      for (int k = 0; k < numbers.length; k++) {
        if (!Float.isFinite(numbers[k])) {
          return "; input '" + names[i] + "' has " + numbers[k] + " at " + k;
        }
      }
    }
    return "";
  }

  @Override
  public String toString() {
    return describe();
  }
}
