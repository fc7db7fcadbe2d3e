package dev.cotangent.pictures;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.op.leaf.Input;
import dev.cotangent.core.op.leaf.ParameterRead;
import java.util.Locale;
import java.util.Map;

/** Formats ops and values for pictures. */
final class Labels {

  private static final int MOST_ELEMENTS = 9;
  private static final int FIRST_ELEMENTS = 3;
  private static final double MOST_WHOLE = 1e7;

  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("add", "+"),
          Map.entry("sub", "−"),
          Map.entry("mul", "×"),
          Map.entry("div", "÷"),
          Map.entry("neg", "−x"),
          Map.entry("reciprocal", "1/x"),
          Map.entry("square", "x²"),
          Map.entry("sqrt", "√x"),
          Map.entry("sigmoid", "σ"),
          Map.entry("sum", "Σ"),
          Map.entry("matmul", "matmul"));

  private Labels() {}

  /** The name of a leaf, or the symbol of an op. */
  static String of(Tensor node) {
    if (node.op() instanceof Input input) {
      return input.name();
    }
    if (node.op() instanceof ParameterRead read) {
      return read.parameter().name();
    }
    if (node.op() instanceof Constant) {
      return "const";
    }
    return SYMBOLS.getOrDefault(node.op().id(), node.op().id());
  }

  /** The shape of a node; empty for a scalar. */
  static String shape(Tensor node) {
    return node.shape().isScalar() ? "" : node.shape().toString();
  }

  /** Formats values with semicolons between rows; many are shortened to the first and the last. */
  static String of(Values values) {
    int size = values.data().length;
    if (size == 1) {
      return number(values.at(0));
    }
    if (size > MOST_ELEMENTS) {
      StringBuilder text = new StringBuilder("[");
      for (int i = 0; i < FIRST_ELEMENTS; i++) {
        text.append(number(values.at(i))).append(' ');
      }
      return text.append("… ").append(number(values.at(size - 1))).append(']').toString();
    }
    return all(values);
  }

  private static String all(Values values) {
    Shape shape = values.shape();
    int columns = shape.dim(shape.rank() - 1);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < values.data().length; i++) {
      text.append(i == 0 ? "" : i % columns == 0 ? "; " : " ").append(number(values.at(i)));
    }
    return text.append(']').toString();
  }

  /**
   * Formats a number with three decimals, with three significant digits below 1, or with an
   * exponent; uses the minus sign −.
   */
  static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    if (size < MOST_WHOLE && value == Math.rint(value)) {
      return minus(Long.toString((long) value));
    }
    if (size < 0.001 || size >= 1e5) {
      return minus(String.format(Locale.ROOT, "%.2e", value).replaceFirst("\\.?0*e", "e"));
    }
    int digits = size < 0.01 ? 5 : size < 0.1 ? 4 : 3;
    return minus(
        String.format(Locale.ROOT, "%." + digits + "f", value).replaceFirst("\\.?0+$", ""));
  }

  /** Replaces hyphens by the minus sign −. */
  static String minus(String number) {
    return number.replace('-', '−');
  }
}
