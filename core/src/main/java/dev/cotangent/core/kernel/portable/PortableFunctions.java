package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.math.Fma;

/**
 * Functions that take several loops over a block, and functions of arrays that start anywhere,
 * which C2 vectorises only in arrays of the block.
 */
final class PortableFunctions {

  private static final int NONE = Integer.MAX_VALUE;

  /** The least length for which loops beat a fast call for each element. */
  private static final int FEWEST_SIMPLE = 192;

  static final int FEWEST = 48;

  private PortableFunctions() {}

  /** Whether the result of the function is not the exact one, rounded. */
  static boolean isApproximation(Unary op) {
    return switch (op) {
      case COPY, NEG, RECIPROCAL, SQUARE, SQRT, ABS, RELU -> false;
      default -> true;
    };
  }

  /** The fewest elements for which the loops here are faster than one call for each element. */
  static int fewest(Unary op) {
    return switch (op) {
      case COPY, SQUARE -> NONE;
      case NEG, ABS, RELU -> FEWEST_SIMPLE;
      case SQRT, RECIPROCAL -> FEWEST;
      case EXP, SIGMOID, TANH -> Fma.isFast() ? FEWEST_SIMPLE : NONE;
      case LOG, EXPM1, LOG1P, SOFTPLUS, ERF, NORMAL_CDF, SIN, COS -> Fma.isFast() ? FEWEST : NONE;
    };
  }

  /** The fewest elements for which the loops here are faster than one call for each element. */
  static int fewest(Binary op) {
    return switch (op) {
      case ADD, SUB, MUL -> NONE;
      case DIV, MAX, MIN -> FEWEST_SIMPLE;
      case GREATER, GREATER_EQUAL, EQUAL -> FEWEST;
      case SIGMOID_GRAD, TANH_GRAD -> Fma.isFast() ? FEWEST_SIMPLE : NONE;
      case POW -> Fma.isFast() ? FEWEST : NONE;
    };
  }

  static void apply(Unary op, float[] x, int xo, float[] y, int yo, int n) {
    ElementBlock block = ElementBlock.take();
    try {
      for (int at = 0; at < n; at += ElementBlock.SIZE) {
        int size = Math.min(ElementBlock.SIZE, n - at);
        System.arraycopy(x, xo + at, block.x, 0, size);
        run(op, block, size);
        System.arraycopy(block.y, 0, y, yo + at, size);
      }
    } finally {
      block.release();
    }
  }

  static void apply(Binary op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    ElementBlock block = ElementBlock.take();
    try {
      for (int at = 0; at < n; at += ElementBlock.SIZE) {
        int size = Math.min(ElementBlock.SIZE, n - at);
        System.arraycopy(a, ao + at, block.x, 0, size);
        System.arraycopy(b, bo + at, block.b, 0, size);
        run(op, block, size);
        System.arraycopy(block.y, 0, y, yo + at, size);
      }
    } finally {
      block.release();
    }
  }

  static void where(
      float[] mask, int mo, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    ElementBlock block = ElementBlock.take();
    try {
      for (int at = 0; at < n; at += ElementBlock.SIZE) {
        int size = Math.min(ElementBlock.SIZE, n - at);
        System.arraycopy(mask, mo + at, block.x, 0, size);
        System.arraycopy(a, ao + at, block.p, 0, size);
        System.arraycopy(b, bo + at, block.q, 0, size);
        ChoiceLoops.where(block.x, block.p, block.q, block.y, size);
        System.arraycopy(block.y, 0, y, yo + at, size);
      }
    } finally {
      block.release();
    }
  }

  private static void run(Unary op, ElementBlock m, int n) {
    switch (op) {
      case EXP -> {
        System.arraycopy(m.x, 0, m.y, 0, n);
        ExpLoops.exp(m.y, n);
      }
      case SIGMOID -> {
        ExpLoops.negativeSize(m.x, 1f, m.p, n);
        ExpLoops.exp(m.p, n);
        ExpLoops.sigmoid(m.x, m.p, m.y, n);
      }
      case TANH -> {
        ExpLoops.twice(m.x, m.p, n);
        ExpLoops.exp(m.p, n);
        ExpLoops.tanh(m.x, m.p, m.y, n);
      }
      case SOFTPLUS -> {
        ExpLoops.negativeSize(m.x, 1f, m.p, n);
        ExpLoops.exp(m.p, n);
        ExpLoops.softplus(m.x, m.p, m.y, n);
      }
      case EXPM1 -> {
        ExpLoops.reduce(m.x, m.p, m.q, m.r, n);
        ExpLoops.powers(m.p, n);
        ExpLoops.expm1(m.p, m.q, m.r, n);
        ExpLoops.signed(m.x, m.r, m.y, n);
        ExpLoops.tinyExpm1s(m.x, m.y, n);
      }
      case ERF -> {
        ErrorLoops.smallErf(m.x, m.p, m.y, n);
        ErrorLoops.erf(m.x, m.p, m.y, n);
      }
      case NORMAL_CDF -> {
        ErrorLoops.exponents(m.x, m.p, m.q, n);
        ExpLoops.exp(m.p, m.q, n);
        ErrorLoops.tail(m.x, m.p, n);
        ErrorLoops.normalCdf(m.x, m.p, m.y, n);
      }
      case SIN -> {
        AngleLoops.reduce(m.x, m.p, m.q, m.r, n);
        AngleLoops.sines(m.q, m.r, m.y, n);
        AngleLoops.cosines(m.q, m.r, n);
        AngleLoops.turn(m.p, 0f, m.r, m.y, n);
        AngleLoops.specialSines(m.x, m.y, n);
      }
      case COS -> {
        AngleLoops.reduce(m.x, m.p, m.q, m.r, n);
        AngleLoops.sines(m.q, m.r, m.y, n);
        AngleLoops.cosines(m.q, m.r, n);
        AngleLoops.turn(m.p, 1f, m.r, m.y, n);
        AngleLoops.specialCosines(m.x, m.y, n);
      }
      case LOG -> {
        m.split(m.x, n);
        LogLoops.log(m.p, m.q, m.y, n);
        LogLoops.specialLogs(m.x, m.y, n);
      }
      case LOG1P -> {
        LogLoops.successor(m.x, m.r, n);
        m.split(m.r, n);
        LogLoops.fractions(m.x, m.r, m.p, n);
        LogLoops.log1p(m.p, m.r, m.q, m.y, n);
        LogLoops.specialLog1ps(m.x, m.y, n);
      }
      default -> PortableFromZero.apply(op, m.x, m.y, n);
    }
  }

  private static void run(Binary op, ElementBlock m, int n) {
    switch (op) {
      case SIGMOID_GRAD -> slope(m, 1f, 1f, n);
      case TANH_GRAD -> slope(m, 2f, 4f, n);
      case POW -> pow(m, n);
      default -> PortableFromZero.apply(op, m.x, m.b, m.y, n);
    }
  }

  private static void slope(ElementBlock m, float steepness, float peak, int n) {
    ExpLoops.negativeSize(m.x, steepness, m.p, n);
    ExpLoops.exp(m.p, n);
    ExpLoops.slope(m.p, m.b, peak, m.y, n);
  }

  private static void pow(ElementBlock m, int n) {
    boolean plain = LogLoops.hidePlainless(m.x, m.b, m.r, n);
    m.split(m.r, n);
    LogLoops.ratios(m.p, m.q, m.r, n);
    LogLoops.lows(m.p, m.q, m.r, n);
    LogLoops.products(m.p, m.q, m.r, m.b, n);
    LogLoops.multiples(m.p, m.q, n);
    LogLoops.powers(m.p, m.r, m.q, m.y, n);
    LogLoops.scale(m.q, m.y, n);
    if (!plain) {
      LogLoops.specialPowers(m.x, m.b, m.y, n);
    }
  }
}
