package dev.cotangent.core.kernel.warm;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Unary;

/**
 * Cropped calls of the loops that a kernel set may have for whole LSTMs. A set without them makes
 * calls of about the same cost instead, so that the times of two sets can be compared.
 */
final class LstmCalls {

  /** A tile of twelve rows and one of eight. */
  private static final int ROWS = 20;

  private static final int STEPS = 2;
  private static final int PANEL = 32;
  private static final int GATES = 4;

  private LstmCalls() {}

  /** Remembers a call of {@link Kernels#lstmTrace}. */
  static void trace(ImageCalls calls, int rows, int steps, int hidden) {
    int r = Math.min(rows, ROWS);
    int t = Math.min(steps, STEPS);
    int h = cropped(hidden);
    calls.add(
        "lstmTrace " + r + " " + t + " " + h,
        size(rows, steps, hidden) / size(r, t, h),
        (set, on) -> trace(set, on, r, t, h));
  }

  /** Remembers a call of {@link Kernels#lstmGrad}. */
  static void grad(ImageCalls calls, int rows, int steps, int hidden, int last) {
    int r = Math.min(rows, ROWS);
    int t = Math.min(steps, STEPS);
    int h = cropped(hidden);
    int s = Math.min(last, t);
    calls.add(
        "lstmGrad " + r + " " + t + " " + h + " " + s,
        size(rows, steps, hidden) / size(r, t, h),
        (set, on) -> grad(set, on, r, t, h, s));
  }

  private static int cropped(int hidden) {
    return hidden <= 2 * PANEL ? hidden : 2 * PANEL - (PANEL - hidden % PANEL) % PANEL;
  }

  private static double size(int rows, int steps, int hidden) {
    return (double) rows * steps * hidden * hidden;
  }

  private static void trace(Kernels set, Operands on, int rows, int steps, int hidden) {
    int states = rows * hidden;
    if (set.lstmTrace(
        rows, steps, hidden, on.a, 0, on.b, 0, on.c, 0, on.c, states, on.d, 0, on.scratch)) {
      return;
    }
    int width = GATES * hidden;
    for (int t = 0; t < steps; t++) {
      set.matmul(
          Form.NN,
          rows,
          width,
          hidden,
          on.c,
          0,
          hidden,
          on.b,
          0,
          width,
          on.d,
          0,
          width,
          false,
          on.scratch);
      set.unary(Unary.SIGMOID, on.d, 0, on.a, 0, (GATES - 1) * states);
      set.unary(Unary.TANH, on.d, 0, on.a, 0, 2 * states);
    }
  }

  private static void grad(Kernels set, Operands on, int rows, int steps, int hidden, int last) {
    int states = rows * hidden;
    if (set.lstmGrad(
        rows, steps, hidden, last, on.a, 0, on.b, 0, on.c, 0, on.c, 0, on.d, 0, on.scratch)) {
      return;
    }
    int width = GATES * hidden;
    for (int t = 0; t < steps; t++) {
      set.matmul(
          Form.NN,
          rows,
          hidden,
          width,
          on.a,
          0,
          width,
          on.b,
          0,
          hidden,
          on.d,
          0,
          hidden,
          false,
          on.scratch);
      set.unary(Unary.TANH, on.d, 0, on.c, 0, states);
    }
  }
}
