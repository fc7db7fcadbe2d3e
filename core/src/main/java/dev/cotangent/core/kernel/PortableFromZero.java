package dev.cotangent.core.kernel;

/**
 * Elementwise functions of whole arrays from their first element on: one array per operand and the
 * bare loop index, the form that C2 vectorises. With an offset for each array it cannot tell
 * whether a store changes what a later iteration loads.
 */
final class PortableFromZero {

  private PortableFromZero() {}

  /** Whether there is a loop for the function here, which then has run. */
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

  /** Whether there is a loop for the function here, which then has run. */
  static boolean apply(Binary op, float[] a, float[] b, float[] y, int n) {
    switch (op) {
      case ADD -> add(a, b, y, n);
      case SUB -> sub(a, b, y, n);
      case MUL -> mul(a, b, y, n);
      case DIV -> div(a, b, y, n);
      case MAX -> max(a, b, y, n);
      case MIN -> min(a, b, y, n);
      default -> {
        return false;
      }
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

  /** The maximum of NaN and 0 is NaN, and of −0 and +0 it is +0: v ≤ 0 ? 0 : v, to the bit. */
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
