package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** Checks an optimizer on parameters with thousands of elements. */
record OptimizerSizes(Optimizer rule, long seed) {

  private static final int STEPS = 2;

  private static final int FEW = 3;

  /** Size of the parts of a large parameter. */
  private static final int PART = 499;

  /** Rows and columns of vectors and matrices, tall, wide and nearly square. */
  private static final int[][] SHAPES = {
    {10_000, 1}, {1, 5_000}, {97, 101}, {1_500, 6}, {6, 1_025}
  };

  /** Fails if updating a large parameter differs from updating small parts of it. */
  void run() {
    boolean every = stay(Sweep.of(rule, seed, Sweep.ROWS, Sweep.COLUMNS)).isEmpty();
    for (int[] shape : SHAPES) {
      if (!rule.wholeParameters()) {
        parts(shape[0], shape[1]);
      } else if (every) {
        List<Integer> stay = stay(Sweep.of(rule, seed, shape[0], shape[1]));
        Checks.that(
            stay.isEmpty(),
            "of a parameter of "
                + shape[0]
                + " rows and "
                + shape[1]
                + " columns, these elements do not change: "
                + stay.stream().limit(FEW).toList());
      }
    }
  }

  private void parts(int rows, int columns) {
    Sweep whole = Sweep.of(rule, seed, rows, columns);
    Sweep parts = Sweep.of(rule, seed, rows, columns);
    for (int step = 1; step <= STEPS; step++) {
      whole.draw("sizes" + step).step(rule);
      parts.draw("sizes" + step).next(rule);
      for (int from = 0; from < parts.size(); from += PART) {
        parts.update(rule, from, Math.min(parts.size(), from + PART));
      }
    }
    String what = whole.size() + " elements at once, and in parts of " + PART;
    Numbers.sameBits(what, Sweep::place, parts.all(), whole.all());
  }

  /** The elements that are still 0 after some steps; from 0, any step is visible. */
  private List<Integer> stay(Sweep sweep) {
    sweep.scaled(0);
    double[] before = sweep.values();
    double[] after = sweep.steps(rule, "sizes", STEPS).values();
    List<Integer> stay = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      if (before[i] == after[i]) {
        stay.add(i);
      }
    }
    return stay;
  }
}
