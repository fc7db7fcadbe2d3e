package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numeric results of a fixed list of computations with a plugin. Two plugins, or one plugin in
 * two JVMs, behave the same if their traces have the same bits. Immutable.
 *
 * @param parts the results, in order
 */
record Trace(List<Part> parts) {

  /**
   * The numbers of one result.
   *
   * @param name description of the numbers, as in {@code the initial value of parameter 0.weight}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(String name, double[] numbers) {}

  Trace {
    parts = List.copyOf(parts);
  }

  /** Collects parts. Not thread-safe. */
  static final class Builder {

    private final List<Part> parts = new ArrayList<>();

    Builder add(String name, double... numbers) {
      parts.add(new Part(name, numbers));
      return this;
    }

    Builder add(String name, float[] numbers) {
      return add(name, Draw.doubles(numbers));
    }

    /** Adds a list of results. */
    Builder addAll(String name, List<double[]> results) {
      for (int i = 0; i < results.size(); i++) {
        add(name + ", part " + i, results.get(i));
      }
      return this;
    }

    Trace build() {
      return new Trace(parts);
    }
  }

  /**
   * Fails unless another trace has the same bits.
   *
   * @param what description of the other trace, for the message
   */
  void sameAs(String what, Trace other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      String expected = name(parts, i);
      String found = name(other.parts, i);
      Checks.that(expected.equals(found), what + ": found " + found + ", expected " + expected);
    }
    for (int i = 0; i < parts.size(); i++) {
      Numbers.sameBits(
          what + ": " + parts.get(i).name(), parts.get(i).numbers(), other.parts.get(i).numbers());
    }
  }

  private static String name(List<Part> parts, int i) {
    return i < parts.size() ? parts.get(i).name() : "nothing";
  }

  /** Whether another trace has the same bits. */
  boolean isSameAs(Trace other) {
    if (parts.size() != other.parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      Part mine = parts.get(i);
      Part its = other.parts.get(i);
      if (!mine.name().equals(its.name()) || !Arrays.equals(mine.numbers(), its.numbers())) {
        return false;
      }
    }
    return true;
  }
}
