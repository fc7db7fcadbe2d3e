package dev.cotangent.training.step;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.Comparator;
import java.util.List;

/** The ranges of a store's array that hold given parameters, with adjacent ones joined. */
public final class Ranges {

  private final int[] from;
  private final int[] to;
  private int count;

  private Ranges(int most) {
    from = new int[most];
    to = new int[most];
  }

  public static Ranges of(ParameterStore store, List<Parameter> parameters) {
    Ranges ranges = new Ranges(parameters.size());
    parameters.stream()
        .sorted(Comparator.comparingInt(store::offset))
        .forEach(parameter -> ranges.add(store.offset(parameter), parameter.shape().size()));
    return ranges;
  }

  /** The ranges of each group. */
  static Ranges[] ofGroups(ParameterStore store, List<List<Parameter>> groups) {
    return groups.stream().map(group -> of(store, group)).toArray(Ranges[]::new);
  }

  private void add(int offset, int size) {
    if (count > 0 && to[count - 1] == offset) {
      to[count - 1] = offset + size;
    } else {
      from[count] = offset;
      to[count] = offset + size;
      count++;
    }
  }

  /** Copies the elements of these ranges between arrays of the same layout. */
  void copy(float[] source, float[] target) {
    for (int range = 0; range < count; range++) {
      System.arraycopy(source, from[range], target, from[range], to[range] - from[range]);
    }
  }

  boolean contains(int element) {
    for (int range = 0; range < count; range++) {
      if (from[range] <= element && element < to[range]) {
        return true;
      }
    }
    return false;
  }

  int count() {
    return count;
  }

  int from(int range) {
    return from[range];
  }

  int to(int range) {
    return to[range];
  }
}
