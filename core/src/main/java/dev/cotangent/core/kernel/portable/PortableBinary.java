package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.math.Logarithms;
import dev.cotangent.core.math.Polynomials;

/** Elementwise functions of two operands and the selection: one loop each. */
final class PortableBinary {

  private PortableBinary() {}

  static void apply(Binary op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if ((ao | bo | yo) == 0 && PortableFromZero.apply(op, a, b, y, n)) {
      return;
    }
    if (n >= PortableFunctions.fewest(op)) {
      PortableFunctions.apply(op, a, ao, b, bo, y, yo, n);
    } else {
      applyAnywhere(op, a, ao, b, bo, y, yo, n);
    }
  }

  private static void applyAnywhere(
      Binary op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    switch (op) {
      case ADD -> add(a, ao, b, bo, y, yo, n);
      case SUB -> sub(a, ao, b, bo, y, yo, n);
      case MUL -> mul(a, ao, b, bo, y, yo, n);
      case DIV -> div(a, ao, b, bo, y, yo, n);
      case MAX -> max(a, ao, b, bo, y, yo, n);
      case MIN -> min(a, ao, b, bo, y, yo, n);
      case GREATER -> greater(a, ao, b, bo, y, yo, n);
      case GREATER_EQUAL -> greaterEqual(a, ao, b, bo, y, yo, n);
      case EQUAL -> equal(a, ao, b, bo, y, yo, n);
      case POW -> pow(a, ao, b, bo, y, yo, n);
      case SIGMOID_GRAD -> sigmoidGrad(a, ao, b, bo, y, yo, n);
      case TANH_GRAD -> tanhGrad(a, ao, b, bo, y, yo, n);
    }
  }

  private static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] + b[bo + i];
    }
  }

  private static void sub(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] - b[bo + i];
    }
  }

  private static void mul(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * b[bo + i];
    }
  }

  private static void div(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] / b[bo + i];
    }
  }

  private static void max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.max(a[ao + i], b[bo + i]);
    }
  }

  private static void min(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.min(a[ao + i], b[bo + i]);
    }
  }

  private static void greater(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = ChoiceLoops.greater(a[ao + i], b[bo + i]);
    }
  }

  private static void greaterEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = ChoiceLoops.greaterEqual(a[ao + i], b[bo + i]);
    }
  }

  private static void equal(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = ChoiceLoops.equal(a[ao + i], b[bo + i]);
    }
  }

  private static void pow(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Logarithms.pow(a[ao + i], b[bo + i]);
    }
  }

  private static void sigmoidGrad(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = b[bo + i] * Polynomials.sigmoidGrad(a[ao + i]);
    }
  }

  private static void tanhGrad(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = b[bo + i] * Polynomials.tanhGrad(a[ao + i]);
    }
  }

  static void where(
      float[] mask, int mo, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    boolean separate = y != mask && y != a && y != b;
    if (n < PortableFunctions.FEWEST) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = ChoiceLoops.select(mask[mo + i], a[ao + i], b[bo + i]);
      }
    } else if (separate && (mo | ao | bo | yo) == 0) {
      ChoiceLoops.where(mask, a, b, y, n);
    } else {
      PortableFunctions.where(mask, mo, a, ao, b, bo, y, yo, n);
    }
  }
}
