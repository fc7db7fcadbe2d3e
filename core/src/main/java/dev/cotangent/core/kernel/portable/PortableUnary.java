package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.math.Circular;
import dev.cotangent.core.math.ErrorFunctions;
import dev.cotangent.core.math.Exponentials;
import dev.cotangent.core.math.Logarithms;
import dev.cotangent.core.math.Polynomials;

/** Elementwise functions of one operand: one loop each. */
final class PortableUnary {

  private PortableUnary() {}

  static void apply(Unary op, float[] x, int xo, float[] y, int yo, int n) {
    if ((xo | yo) == 0 && PortableFromZero.apply(op, x, y, n)) {
      return;
    }
    if (n >= PortableFunctions.fewest(op)) {
      PortableFunctions.apply(op, x, xo, y, yo, n);
    } else {
      applyAnywhere(op, x, xo, y, yo, n);
    }
  }

  private static void applyAnywhere(Unary op, float[] x, int xo, float[] y, int yo, int n) {
    switch (op) {
      case COPY -> System.arraycopy(x, xo, y, yo, n);
      case NEG -> neg(x, xo, y, yo, n);
      case EXP -> exp(x, xo, y, yo, n);
      case LOG -> log(x, xo, y, yo, n);
      case RECIPROCAL -> reciprocal(x, xo, y, yo, n);
      case SQUARE -> square(x, xo, y, yo, n);
      case SQRT -> sqrt(x, xo, y, yo, n);
      case ABS -> abs(x, xo, y, yo, n);
      case RELU -> relu(x, xo, y, yo, n);
      case SIGMOID -> sigmoid(x, xo, y, yo, n);
      case TANH -> tanh(x, xo, y, yo, n);
      case EXPM1 -> expm1(x, xo, y, yo, n);
      case LOG1P -> log1p(x, xo, y, yo, n);
      case SOFTPLUS -> softplus(x, xo, y, yo, n);
      case ERF -> erf(x, xo, y, yo, n);
      case NORMAL_CDF -> normalCdf(x, xo, y, yo, n);
      case SIN -> sin(x, xo, y, yo, n);
      case COS -> cos(x, xo, y, yo, n);
    }
  }

  private static void neg(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = -x[xo + i];
    }
  }

  private static void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Polynomials.exp(x[xo + i]);
    }
  }

  private static void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Polynomials.log(x[xo + i]);
    }
  }

  private static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 1f / x[xo + i];
    }
  }

  private static void square(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] * x[xo + i];
    }
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      // the square root of a float, rounded to double and then to float, is correctly rounded
      y[yo + i] = (float) Math.sqrt(x[xo + i]);
    }
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.abs(x[xo + i]);
    }
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xo + i];
      y[yo + i] = v <= 0f ? 0f : v;
    }
  }

  private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Polynomials.sigmoid(x[xo + i]);
    }
  }

  private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Polynomials.tanh(x[xo + i]);
    }
  }

  private static void expm1(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Exponentials.expm1(x[xo + i]);
    }
  }

  private static void log1p(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Logarithms.log1p(x[xo + i]);
    }
  }

  private static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Exponentials.softplus(x[xo + i]);
    }
  }

  private static void erf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = ErrorFunctions.erf(x[xo + i]);
    }
  }

  private static void normalCdf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = ErrorFunctions.normalCdf(x[xo + i]);
    }
  }

  private static void sin(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Circular.sin(x[xo + i]);
    }
  }

  private static void cos(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Circular.cos(x[xo + i]);
    }
  }
}
