package dev.cotangent.spark.data;

import dev.cotangent.core.DType;
import dev.cotangent.core.spi.Port;
import dev.cotangent.training.data.DataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One sample while it is being filled: its inputs, target and weight, and optionally the key that
 * gives its place among all samples. Numbers are kept by their bits, so −0 and every NaN as well.
 *
 * <p>Used by one thread.
 */
public final class SampleRow {

  private final SampleLayout layout;
  private final int[] words;
  private final BitSet given = new BitSet();
  private final int[] inputAt;
  private final OrderKey key = new OrderKey();

  SampleRow(SampleLayout layout) {
    this.layout = layout;
    this.words = new int[layout.words()];
    this.inputAt = new int[layout.inputs().size() + 1];
    for (int i = 0; i < inputAt.length; i++) {
      inputAt[i] = layout.inputAt(i);
    }
  }

  /** Begins another sample. */
  void clear() {
    given.clear();
    key.clear();
  }

  /** The structure of the samples. */
  public SampleLayout layout() {
    return layout;
  }

  /**
   * Sets the first input.
   *
   * @param values its elements, row-major
   */
  public void features(float... values) {
    input(0, values);
  }

  /**
   * Sets a numeric input.
   *
   * @param input its index among {@link SampleLayout#inputs}, from 0
   * @param values its elements, row-major
   * @throws DataException if their number is another, or the input is I32
   */
  public void input(int input, float... values) {
    int at = begin(input, DType.F32, values.length);
    for (int i = 0; i < values.length; i++) {
      words[at + i] = Float.floatToRawIntBits(values[i]);
    }
  }

  /**
   * Sets an input of integers.
   *
   * @throws DataException if the number of values is another, or the input is F32
   */
  public void input(int input, int... values) {
    System.arraycopy(values, 0, words, begin(input, DType.I32, values.length), values.length);
  }

  /** Checks an input and marks it as set; returns the index of its first word. */
  private int begin(int input, DType type, int count) {
    Port port = layout.inputs().port(input);
    String name = "input '" + layout.inputs().names().get(input) + "'";
    if (port.dtype() != type) {
      throw new DataException(name + ": " + type + " numbers, expected " + port);
    }
    checkCount(name, count, port.sample().size());
    given.set(input);
    return inputAt[input];
  }

  private static void checkCount(String name, int count, int expected) {
    if (count != expected) {
      throw new DataException(name + ": " + count + " numbers, expected " + expected);
    }
  }

  /**
   * Sets the class of each element of the target, in the simplest case of the sample.
   *
   * @param classes indices of {@link SampleLayout#classNames}
   * @throws DataException if one of them is not a class, or the targets are not classes
   */
  public void label(int... classes) {
    int at = beginTarget("classes", layout.isClassification(), classes.length);
    int limit = layout.target().names().size();
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0 || classes[i] >= limit) {
        throw new DataException(
            "label " + classes[i] + ", expected a class from 0 to " + (limit - 1));
      }
      words[at + i] = classes[i];
    }
  }

  /**
   * Sets the numbers of the target.
   *
   * @throws DataException if their number is another, or the targets are classes
   */
  public void target(float... values) {
    int at = beginTarget("numbers", !layout.isClassification(), values.length);
    for (int i = 0; i < values.length; i++) {
      words[at + i] = Float.floatToRawIntBits(values[i]);
    }
  }

  private int beginTarget(String what, boolean fits, int count) {
    if (!fits) {
      throw new DataException("target: " + what + ", expected the target of " + layout);
    }
    checkCount("target", count, layout.targetShape().size());
    given.set(inputAt.length);
    return layout.targetAt();
  }

  /**
   * Sets the weight of the sample, or of each element of its target.
   *
   * @param weights finite, 0 or more
   * @throws DataException if a weight is not, or the samples have another number of weights
   */
  public void weight(float... weights) {
    checkCount("weight", weights.length, layout.weights());
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
        throw new DataException("weight " + weights[i] + ", expected a finite number, 0 or more");
      }
      words[layout.weightAt() + i] = Float.floatToRawIntBits(weights[i]);
    }
    given.set(inputAt.length + 1);
  }

  /**
   * Adds an integer to the key of the sample. Samples are sorted by their keys, one part after
   * another, and those of equal keys by their content.
   */
  public void key(long part) {
    key.add(part);
  }

  /** Adds a text to the key of the sample; texts are sorted by the bytes of UTF-8. */
  public void key(String part) {
    key.add(part.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number to the key of the sample, in the order of {@link Double#compare}. */
  public void key(double part) {
    long bits = Double.doubleToLongBits(part);
    key.add(bits ^ ((bits >> 63) & Long.MAX_VALUE));
  }

  /** Adds bytes to the key of the sample, compared as unsigned numbers. */
  public void key(byte[] part) {
    key.add(part);
  }

  /** The user's part of the sort key. */
  OrderKey orderKey() {
    return key;
  }

  /** All numbers, after a check that all were set. */
  int[] words() {
    for (int i = 0; i < inputAt.length - 1; i++) {
      if (!given.get(i)) {
        throw new DataException("input '" + layout.inputs().names().get(i) + "' was not set");
      }
    }
    if (!given.get(inputAt.length) || (layout.weights() > 0 && !given.get(inputAt.length + 1))) {
      String missing = given.get(inputAt.length) ? "weight" : "target";
      throw new DataException("the " + missing + " was not set, expected one for each sample");
    }
    return words;
  }

  @Override
  public String toString() {
    return "SampleRow" + Arrays.toString(words);
  }
}
