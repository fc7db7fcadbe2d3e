package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The arrays that an update changes, and what is needed to leave them whole: which units are done,
 * so that an interrupted sweep can be completed, and a copy, so that a failed one can be undone.
 *
 * <p>Our own rules are plain loops that cannot fail, and the copy would cost them about half their
 * speed: only the rules of others are given one.
 *
 * <p>A unit is a number of elements, or, if a rule wants whole parameters, one of these.
 */
final class UpdateTarget {

  /** Elements of a unit; small enough to be cut evenly, large enough for vector loops. */
  static final int UNIT = 1024;

  private static final byte UNTOUCHED = 0;
  private static final byte BEGUN = 1;
  private static final byte DONE = 2;

  private final float[] values;
  private final float[] gradients;
  private final float[][] slots;
  private final float[][] copies;
  private final ParameterStore store;
  private final byte[] progress;
  private final int[] ends;

  UpdateTarget(ParameterStore store, ParameterGroups groups) {
    int size = store.trainableSize();
    this.store = store;
    values = store.array();
    gradients = new float[size];
    slots = new float[groups.slots()][size];
    copies = new float[groups.neverFail() ? 0 : slots.length + 1][size];
    ends = groups.needWholeParameters() ? endsOfParameters(store) : endsOfUnits(size);
    progress = new byte[ends.length];
  }

  private static int[] endsOfUnits(int size) {
    return IntStream.rangeClosed(1, (size + UNIT - 1) / UNIT)
        .map(unit -> Math.min(unit * UNIT, size))
        .toArray();
  }

  private static int[] endsOfParameters(ParameterStore store) {
    return store.parameters().stream()
        .filter(Parameter::trainable)
        .mapToInt(weight -> store.offset(weight) + weight.shape().size())
        .toArray();
  }

  float[] values() {
    return values;
  }

  float[] gradients() {
    return gradients;
  }

  float[][] slots() {
    return slots;
  }

  int units() {
    return progress.length;
  }

  /** One past the last element of the units before one. */
  int end(int unit) {
    return unit == 0 ? 0 : ends[unit - 1];
  }

  /** A new step: nothing is changed yet. */
  void begin() {
    Arrays.fill(progress, UNTOUCHED);
  }

  /** Some units are about to change. */
  void beginUnits(int fromUnit, int toUnit) {
    for (int copy = 0; copy < copies.length; copy++) {
      int start = end(fromUnit);
      System.arraycopy(changed(copy), start, copies[copy], start, end(toUnit) - start);
    }
    Arrays.fill(progress, fromUnit, toUnit, BEGUN);
  }

  /** Some units are changed. */
  void endUnits(int fromUnit, int toUnit) {
    Arrays.fill(progress, fromUnit, toUnit, DONE);
  }

  /**
   * Looks at what a rule has made of some elements.
   *
   * @throws CotangentException naming the first that is not finite
   */
  void checkFinite(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        throw new CotangentException("an element of " + parameter(i) + " becomes " + values[i]);
      }
    }
  }

  private Parameter parameter(int element) {
    return store.parameters().stream()
        .filter(Parameter::trainable)
        .filter(weight -> element >= store.offset(weight))
        .filter(weight -> element < store.offset(weight) + weight.shape().size())
        .findFirst()
        .orElseThrow();
  }

  boolean isDone(int unit) {
    return progress[unit] == DONE;
  }

  /** Whether something may have been changed in this step. */
  boolean isTouched() {
    for (byte unit : progress) {
      if (unit != UNTOUCHED) {
        return true;
      }
    }
    return false;
  }

  /** Takes back what this step has changed. */
  void undo() {
    for (int unit = 0; unit < progress.length; unit++) {
      for (int copy = 0; copy < copies.length && progress[unit] != UNTOUCHED; copy++) {
        int start = end(unit);
        System.arraycopy(copies[copy], start, changed(copy), start, end(unit + 1) - start);
      }
    }
  }

  private float[] changed(int copy) {
    return copy == 0 ? values : slots[copy - 1];
  }
}
