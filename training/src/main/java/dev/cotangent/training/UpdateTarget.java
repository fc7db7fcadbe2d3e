package dev.cotangent.training;

import dev.cotangent.core.optimizer.Slice;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The arrays that an update changes, and what keeps them at a step boundary: which units are done,
 * so that an interrupted sweep can be completed, and a copy that the rules of a {@linkplain #guard
 * guarded} step write to, so that nothing has happened until {@link #commit}.
 *
 * <p>Our own rules are plain loops, and the copy would cost them about half their speed: guarded
 * are steps with rules of others and with numbers so large that the result may not be finite. Those
 * are gradients and parameters that are large before a step, and optimizer state that was large
 * after the last guarded one: from others it does not become large.
 *
 * <p>A unit is a number of elements, or, if a rule wants whole parameters, one of these.
 */
final class UpdateTarget {

  /** Elements of a unit; small enough to be cut evenly, large enough for vector loops. */
  static final int UNIT = 1024;

  /** The square of 1e18, above which the optimizer's state counts as large. */
  private static final double LARGE_STATE = 1e36;

  private static final byte UNTOUCHED = 0;
  private static final byte BEGUN = 1;
  private static final byte DONE = 2;

  private final float[] values;
  private final float[] gradients;
  private final float[][] slots;
  private float[][] copies = {};
  private final float[][] copiesOfSlots;
  private final ParameterStore store;
  private final byte[] progress;
  private final int[] ends;
  private final boolean[] largeStates;
  private final boolean[] largeCopies;
  private final boolean written;
  private boolean guarded;
  private volatile boolean spoilt;

  /**
   * The arrays of a model.
   *
   * @param trained whether any of its weights is; else there are no gradients
   * @param written whether a step changes any weight or state
   */
  UpdateTarget(ParameterStore store, ParameterGroups groups, boolean trained, boolean written) {
    this.written = written;
    int size = trained ? store.trainableSize() : 0;
    this.store = store;
    values = store.array();
    gradients = new float[size];
    slots = new float[groups.slots()][size];
    copiesOfSlots = new float[slots.length][];
    ends = trained && groups.needWholeParameters() ? endsOfParameters(store) : endsOfUnits(size);
    progress = new byte[ends.length];
    largeStates = new boolean[ends.length];
    largeCopies = new boolean[ends.length];
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

  ParameterStore store() {
    return store;
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
    guarded = false;
    if (spoilt) { // reading is free, writing makes all cores wait
      spoilt = false;
    }
  }

  /** A step on the model begins or ends, whatever it does. */
  void mark(boolean begins) {
    if (written && begins) {
      store.mark().begin();
    } else if (written) {
      store.mark().end();
    }
  }

  /** Decides whether the rules of this step write to a copy, which is looked at. */
  void guard(boolean wanted) {
    if (wanted && copies.length == 0) {
      copies = new float[slots.length + 1][gradients.length];
    }
    if (wanted) {
      System.arraycopy(copies, 1, copiesOfSlots, 0, copiesOfSlots.length);
    }
    guarded = wanted;
  }

  /** Gives a rule the arrays to write to. */
  void aim(Slice slice) {
    slice.values = guarded ? copies[0] : values;
    slice.slots = guarded ? copiesOfSlots : slots;
    slice.gradients = gradients;
  }

  /** Some units are about to change. */
  void beginUnits(int fromUnit, int toUnit) {
    for (int copy = 0; copy < copies.length && guarded; copy++) {
      int start = end(fromUnit);
      System.arraycopy(original(copy), start, copies[copy], start, end(toUnit) - start);
    }
    Arrays.fill(progress, fromUnit, toUnit, BEGUN);
  }

  /** Some units are changed. */
  void endUnits(int fromUnit, int toUnit) {
    for (int copy = 0; copy < copies.length && guarded; copy++) {
      if (GradientSweep.zeroIfFinite(copies[copy], end(fromUnit), end(toUnit)) != 0) {
        spoilt = true;
      }
    }
    if (guarded) {
      measureStates(copiesOfSlots, largeCopies, fromUnit, toUnit);
    }
    Arrays.fill(progress, fromUnit, toUnit, DONE);
  }

  private void measureStates(float[][] states, boolean[] large, int fromUnit, int toUnit) {
    for (int unit = fromUnit; unit < toUnit; unit++) {
      large[unit] = false;
      for (float[] state : states) {
        large[unit] |= !(GradientSweep.squares(state, end(unit), end(unit + 1)) < LARGE_STATE);
      }
    }
  }

  /** The optimizer's state was written from outside. */
  void restored() {
    measureStates(slots, largeStates, 0, progress.length);
  }

  /** Whether parameters or the optimizer's state of a unit are so large that they may overflow. */
  boolean isLarge(int unit, double largest) {
    return largeStates[unit]
        || !(GradientSweep.squares(values, end(unit), end(unit + 1)) < largest);
  }

  /** The first element that this step would make NaN or infinite, or its state; empty if none. */
  OptionalInt firstSpoilt() {
    return spoilt
        ? IntStream.range(0, gradients.length).filter(this::isSpoilt).findFirst()
        : OptionalInt.empty();
  }

  private boolean isSpoilt(int element) {
    for (int array = 0; array < copies.length; array++) {
      if (!Float.isFinite(copies[array][element]) && Float.isFinite(original(array)[element])) {
        return true;
      }
    }
    return false;
  }

  /** The parameter that an element belongs to. */
  Parameter parameter(int element) {
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

  /** The value that this step gives an element, committed or not. */
  float next(int element) {
    return guarded ? copies[0][element] : values[element];
  }

  /** Gives trained elements what the rules of a guarded step have made of their copies. */
  void commit(Ranges[] trained) {
    for (int copy = 0; copy < copies.length && guarded; copy++) {
      for (Ranges ranges : trained) {
        ranges.copy(copies[copy], original(copy));
      }
    }
    if (guarded) {
      System.arraycopy(largeCopies, 0, largeStates, 0, largeStates.length);
    }
  }

  private float[] original(int copy) {
    return copy == 0 ? values : slots[copy - 1];
  }
}
