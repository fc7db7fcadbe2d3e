package dev.cotangent.training.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The arrays that an update changes, with what is needed to recover at a step boundary: the
 * completed units, so that an interrupted sweep can be completed, and a copy that the optimizers of
 * a {@linkplain #guard guarded} step write to, so that nothing changes before {@link #commit}.
 *
 * <p>Built-in optimizers are plain loops, which the copy would slow down by about half. Guarded are
 * steps with third-party optimizers, and steps with numbers so large that the result may not be
 * finite: gradients or parameters that are large before the step, or optimizer state that was large
 * after the last guarded one; in other steps it does not become large.
 *
 * <p>A unit is a fixed number of elements, or a whole parameter if an optimizer needs that.
 */
public final class UpdateTarget {

  /** Elements of a unit; small enough for an even split, large enough for vector loops. */
  static final int UNIT = 1024;

  /** The magnitude above which optimizer state counts as large. */
  private static final float LARGE_STATE = 1e18f;

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
  private Kernels kernels;
  private boolean guarded;
  private volatile boolean nonFinite;

  /**
   * Creates the target for a model.
   *
   * @param trained whether any of its weights is trained; otherwise there are no gradients
   * @param written whether a step changes any weight or state
   * @param kernels the kernels before the first step
   */
  public UpdateTarget(
      ParameterStore store,
      ParameterGroups groups,
      boolean trained,
      boolean written,
      Kernels kernels) {
    this.written = written;
    this.kernels = kernels;
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

  private UpdateTarget(UpdateTarget like) {
    written = true;
    kernels = like.kernels;
    store = like.store.copy();
    values = store.array();
    gradients = like.gradients;
    slots = new float[like.slots.length][gradients.length];
    copiesOfSlots = new float[slots.length][];
    ends = like.ends;
    progress = new byte[ends.length];
    largeStates = new boolean[ends.length];
    largeCopies = new boolean[ends.length];
  }

  /**
   * A target with parameters and optimizer state of its own and the same gradients; this one if
   * steps change nothing of it.
   */
  UpdateTarget replica() {
    return written ? new UpdateTarget(this) : this;
  }

  /** Takes over parameters and optimizer state of a target of the same model. */
  void copyFrom(UpdateTarget other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    for (int i = 0; i < slots.length; i++) {
      System.arraycopy(other.slots[i], 0, slots[i], 0, gradients.length);
    }
    System.arraycopy(other.largeStates, 0, largeStates, 0, largeStates.length);
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

  public ParameterStore store() {
    return store;
  }

  public float[] values() {
    return values;
  }

  public float[] gradients() {
    return gradients;
  }

  public float[][] slots() {
    return slots;
  }

  int units() {
    return progress.length;
  }

  /** The end (exclusive) of the elements in the units before this one. */
  int end(int unit) {
    return unit == 0 ? 0 : ends[unit - 1];
  }

  /** Starts a new step, in which nothing has changed yet, on these kernels. */
  public void begin(Kernels stepKernels) {
    kernels = stepKernels;
    Arrays.fill(progress, UNTOUCHED);
    guarded = false;
    if (nonFinite) { // reading is cheap, writing would invalidate other cores' caches
      nonFinite = false;
    }
  }

  /** Marks the start or end of a step on the model, whatever its outcome. */
  public void mark(boolean begins) {
    if (written && begins) {
      store.beginWrite();
    } else if (written) {
      store.endWrite();
    }
  }

  /** Sets whether the optimizers of this step write to a copy, which is checked. */
  void guard(boolean wanted) {
    if (wanted && copies.length == 0) {
      copies = new float[slots.length + 1][gradients.length];
    }
    if (wanted) {
      System.arraycopy(copies, 1, copiesOfSlots, 0, copiesOfSlots.length);
    }
    guarded = wanted;
  }

  /** Points a slice at the arrays that an optimizer writes to. */
  void aim(ParameterSlice slice) {
    slice.values = guarded ? copies[0] : values;
    slice.slots = guarded ? copiesOfSlots : slots;
    slice.gradients = gradients;
  }

  /** Marks units that are about to change. */
  void beginUnits(int fromUnit, int toUnit) {
    for (int copy = 0; copy < copies.length && guarded; copy++) {
      int start = end(fromUnit);
      System.arraycopy(original(copy), start, copies[copy], start, end(toUnit) - start);
    }
    Arrays.fill(progress, fromUnit, toUnit, BEGUN);
  }

  /** Marks units as changed. */
  void endUnits(int fromUnit, int toUnit) {
    for (int copy = 0; copy < copies.length && guarded; copy++) {
      if (GradientSweep.zeroIfFinite(copies[copy], end(fromUnit), end(toUnit)) != 0) {
        nonFinite = true;
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
        large[unit] |= !isWithin(LARGE_STATE, state, unit);
      }
    }
  }

  /** Whether a unit of an array holds finite numbers up to that magnitude only. */
  boolean isWithin(float bound, float[] array, int unit) {
    return kernels.allWithin(array, end(unit), end(unit + 1) - end(unit), bound);
  }

  /** Called when the optimizer's state was written from outside. */
  public void restored() {
    measureStates(slots, largeStates, 0, progress.length);
  }

  /** Whether parameters or optimizer state of a unit are so large that they may overflow. */
  boolean isLarge(int unit, float largest) {
    return largeStates[unit] || !isWithin(largest, values, unit);
  }

  /**
   * The first element that this step makes NaN or infinite, in value or optimizer state; empty if
   * none.
   */
  public OptionalInt firstNonFinite() {
    return nonFinite
        ? IntStream.range(0, gradients.length).filter(this::isNonFinite).findFirst()
        : OptionalInt.empty();
  }

  private boolean isNonFinite(int element) {
    for (int array = 0; array < copies.length; array++) {
      if (!Float.isFinite(copies[array][element]) && Float.isFinite(original(array)[element])) {
        return true;
      }
    }
    return false;
  }

  /** The parameter that contains an element. */
  public Parameter parameter(int element) {
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

  /** Whether anything may have changed in this step. */
  public boolean isTouched() {
    for (byte unit : progress) {
      if (unit != UNTOUCHED) {
        return true;
      }
    }
    return false;
  }

  /** The element's value after this step, committed or not. */
  float next(int element) {
    return guarded ? copies[0][element] : values[element];
  }

  /** Copies the results of a guarded step to the trained elements. */
  public void commit(Ranges[] trained) {
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
