package dev.cotangent.pictures;

import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.Values;
import dev.cotangent.core.op.Constant;
import dev.cotangent.core.op.Input;
import dev.cotangent.core.op.ParameterRead;
import java.util.Locale;
import java.util.Map;

/** How ops and values are written in a picture. */
final class Labels {

  private static final int MOST_ELEMENTS = 6;

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

  static String shape(Tensor node) {
    return node.shape().isScalar() ? "" : node.shape().toString();
  }

  /** Numbers with rows between semicolons, or nothing if there are many. */
  static String of(Values values) {
    if (values.data().length > MOST_ELEMENTS) {
      return "";
    }
    if (values.data().length == 1) {
      return number(values.at(0));
    }
    Shape shape = values.shape();
    int columns = shape.dim(shape.rank() - 1);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < values.data().length; i++) {
      text.append(i == 0 ? "" : i % columns == 0 ? "; " : " ").append(number(values.at(i)));
    }
    return text.append(']').toString();
  }

  /** At most three digits after the point, or a power of ten, with a true minus. */
  static String number(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 0.001 && size < 1e5);
    String text = String.format(Locale.ROOT, plain ? "%.3f" : "%.2e", value);
    if (plain && Double.isFinite(value)) {
      text = text.replaceFirst("\\.?0+$", "");
    }
    return (text.equals("-0") ? "0" : text).replace('-', '−');
  }
}
