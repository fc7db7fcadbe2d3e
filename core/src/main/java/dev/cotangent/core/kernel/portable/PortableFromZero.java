package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Unary;

/**
 * Elementwise functions of arrays from index 0: one array per operand, indexed by the bare loop
 * index, the form that C2 vectorises. With offsets C2 cannot tell whether a store affects later
 * loads.
 */
final class PortableFromZero {

  private PortableFromZero() {}

  /** Runs the function if there is a loop for it here; returns whether it did. */
  static boolean apply(Unary op, float[] x, float[] y, int n) {
    switch (op) {
      case NEG -> neg(x, y, n);
      case RECIPROCAL -> reciprocal(x, y, n);
      case SQUARE -> square(x, y, n);
      case SQRT -> sqrt(x, y, n);
      case ABS -> abs(x, y, n);
      case RELU -> relu(x, y, n);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Runs the function if there is a loop for it here; returns whether it did. */
  static boolean apply(Binary op, float[] a, float[] b, float[] y, int n) {
    switch (op) {
      case ADD -> add(a, b, y, n);
      case SUB -> sub(a, b, y, n);
      case MUL -> mul(a, b, y, n);
      case DIV -> div(a, b, y, n);
      case MAX -> max(a, b, y, n);
      case MIN -> min(a, b, y, n);
      case GREATER, GREATER_EQUAL, EQUAL -> {
        return y != a && y != b && compare(op, a, b, y, n);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean compare(Binary op, float[] a, float[] b, float[] y, int n) {
    switch (op) {
      case GREATER -> ChoiceLoops.greater(a, b, y, n);
      case GREATER_EQUAL -> ChoiceLoops.greaterEqual(a, b, y, n);
      default -> ChoiceLoops.equal(a, b, y, n);
    }
    return true;
  }

  private static void neg(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -x[i];
    }
  }

  private static void reciprocal(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1f / x[i];
    }
  }

  private static void square(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * x[i];
    }
  }

  private static void sqrt(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.sqrt(x[i]);
    }
  }

  private static void abs(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  /** Math.max(v, 0), which keeps NaN and turns −0 into +0: the same bits as v ≤ 0 ? 0 : v. */
  private static void relu(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  private static void add(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void sub(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  private static void mul(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void div(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] / b[i];
    }
  }

  private static void max(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  private static void min(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(a[i], b[i]);
    }
  }
}
