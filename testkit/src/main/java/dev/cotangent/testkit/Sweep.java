package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A parameter that an optimizer updates, between margins that no step may change. Not thread-safe.
 */
final class Sweep {

  static final int ROWS = 8;
  static final int COLUMNS = 6;
  static final int SIZE = ROWS * COLUMNS;
  private static final int MARGIN = 5;

  /** The value of the margins: finite, since NaN would hide writes. */
  private static final float MARGIN_VALUE = 77;

  private final long seed;
  private final int rows;
  private final int columns;
  private final int size;
  private final int margin;
  private final ParameterSlice slice = ParameterSlice.of();
  private long step;

  /** A parameter with random initial values and empty state. */
  Sweep(Optimizer rule, long seed) {
    this(rule, seed, ROWS, COLUMNS, MARGIN);
  }

  private Sweep(Optimizer rule, long seed, int rows, int columns, int margin) {
    this.seed = seed;
    this.rows = rows;
    this.columns = columns;
    this.size = rows * columns;
    this.margin = margin;
    int length = size + 2 * margin;
    slice.values = new float[length];
    System.arraycopy(numbers("values"), 0, slice.values, margin, size);
    slice.gradients = new float[length];
    slice.slots = new float[rule.slots()][length];
    slice.scalars = new double[rule.scalars()];
    slice.learningRate = rule.learningRate();
    slice.rows = rows;
    slice.columns = columns;
    slice.rowStride = columns;
    slice.scratch = new float[rule.scratch(rows, columns)];
  }

  /** A parameter with that many rows of {@link #COLUMNS} elements. */
  static Sweep ofRows(Optimizer rule, long seed, int rows) {
    return of(rule, seed, rows, COLUMNS);
  }

  /** A parameter with that many rows and columns. */
  static Sweep of(Optimizer rule, long seed, int rows, int columns) {
    return new Sweep(rule, seed, rows, columns, MARGIN);
  }

  /** Multiplies the parameter by a factor. */
  Sweep scaled(float factor) {
    for (int i = 0; i < size; i++) {
      slice.values[margin + i] *= factor;
    }
    return this;
  }

  /** Sets the gradient of the next step. */
  Sweep gradient(float[] gradient) {
    System.arraycopy(gradient, 0, slice.gradients, margin, size);
    return this;
  }

  /** Copies parameter and state to another offset in other arrays. */
  Sweep moved(Optimizer rule, int places) {
    Sweep other = new Sweep(rule, seed, rows, columns, margin + places);
    copy(slice.values, other.slice.values, places);
    copy(slice.gradients, other.slice.gradients, places);
    for (int i = 0; i < slice.slots.length; i++) {
      copy(slice.slots[i], other.slice.slots[i], places);
    }
    other.slice.learningRate = slice.learningRate;
    other.step = step;
    return other;
  }

  private void copy(float[] from, float[] to, int places) {
    System.arraycopy(from, margin, to, margin + places, size);
  }

  /** Draws the gradient of the next step. */
  Sweep draw(String purpose) {
    System.arraycopy(numbers(purpose), 0, slice.gradients, margin, size);
    return this;
  }

  private float[] numbers(String purpose) {
    return Draw.floats(new Draw(seed, purpose).doubles(size, 1));
  }

  Sweep rate(double learningRate) {
    slice.learningRate = learningRate;
    return this;
  }

  /** Runs a step over the whole parameter. */
  void step(Optimizer rule) {
    next(rule);
    update(rule, 0, size);
  }

  /** Runs steps, each with another random gradient. */
  Sweep steps(Optimizer rule, String purpose, int count) {
    for (int i = 0; i < count; i++) {
      draw(purpose + (step + 1)).step(rule);
    }
    return this;
  }

  /** Begins a step. */
  void next(Optimizer rule) {
    step++;
    rule.prepare(step, slice.scalars);
    slice.step = step;
  }

  /** Updates a part of the parameter in this step. */
  void update(Optimizer rule, int from, int to) {
    slice.from = margin + from;
    slice.to = margin + to;
    rule.update(slice);
  }

  /** Updates a part between other numbers, and checks that nothing else changes. */
  void updateAlone(Optimizer rule, int from, int to) {
    ParameterSlice alone = hidden(from, to);
    rule.update(alone);
    adopt(alone.values, slice.values, from, to, "parameter");
    for (int i = 0; i < slice.slots.length; i++) {
      adopt(alone.slots[i], slice.slots[i], from, to, "slot " + i + " of");
    }
  }

  private ParameterSlice hidden(int from, int to) {
    ParameterSlice alone = ParameterSlice.of();
    alone.from = margin + from;
    alone.to = margin + to;
    alone.values = only(slice.values, from, to);
    alone.gradients = only(slice.gradients, from, to);
    alone.slots =
        Arrays.stream(slice.slots).map(slot -> only(slot, from, to)).toArray(float[][]::new);
    alone.learningRate = slice.learningRate;
    alone.step = step;
    alone.scalars = slice.scalars;
    alone.rows = rows;
    alone.columns = columns;
    alone.rowStride = columns;
    alone.scratch = slice.scratch;
    return alone;
  }

  private float[] only(float[] all, int from, int to) {
    float[] part = all.clone();
    Arrays.fill(part, 0, margin + from, MARGIN_VALUE);
    Arrays.fill(part, margin + to, part.length, MARGIN_VALUE);
    return part;
  }

  private void adopt(float[] found, float[] all, int from, int to, String what) {
    for (int i = 0; i < found.length; i++) {
      boolean inside = i >= margin + from && i < margin + to;
      if (inside) {
        all[i] = found[i];
      } else {
        int place = i - margin;
        Checks.that(
            found[i] == MARGIN_VALUE,
            () -> what + " " + place + " is outside the slice and changes");
      }
    }
  }

  /** The slice of the last update. */
  ParameterSlice slice() {
    return slice;
  }

  /** The number of elements. */
  int size() {
    return size;
  }

  /** The values of the parameter. */
  double[] values() {
    return inside(slice.values);
  }

  /** The parameter and its state. */
  List<double[]> all() {
    List<double[]> all = new ArrayList<>(List.of(values()));
    for (float[] slot : slice.slots) {
      all.add(inside(slot));
    }
    return all;
  }

  private double[] inside(float[] array) {
    return Draw.doubles(Arrays.copyOfRange(array, margin, margin + size));
  }

  /** Whether nothing outside the parameter has changed. */
  boolean marginsAreUntouched() {
    for (int i = 0; i < margin; i++) {
      for (float[] array : arrays()) {
        if (array[i] != 0 || array[array.length - 1 - i] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private List<float[]> arrays() {
    List<float[]> arrays = new ArrayList<>(List.of(slice.values, slice.gradients));
    arrays.addAll(List.of(slice.slots));
    return arrays;
  }

  /** Names an element of {@link #all}. */
  static String place(int part, int element) {
    return part == 0 ? "parameter " + element : "slot " + (part - 1) + " of " + element;
  }
}
