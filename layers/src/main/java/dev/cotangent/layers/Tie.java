package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.parameter.Parameter;

/** A weight shared with another layer, or its transpose: {@code 2.weight=0.weight^T}. */
record Tie(String name, String source, boolean transposed) {

  private static final String TRANSPOSED = "^T";

  /** Parses a pair of names and prefixes them with the path of the enclosing layer. */
  static Tie of(String text, String path) {
    String[] names = text.split("=", -1);
    boolean transposed = names[1].endsWith(TRANSPOSED);
    String source =
        transposed ? names[1].substring(0, names[1].length() - TRANSPOSED.length()) : names[1];
    return new Tie(fullName(path, names[0]), fullName(path, source), transposed);
  }

  private static String fullName(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Checks that a declared parameter can share the source's values, or its transpose's. */
  void check(Parameter declared, Parameter found) {
    if (transposed && !(declared.trainable() && found.trainable())) {
      throw new CotangentException(
          "tied: " + declared + " and " + found + " transposed, expected two weights");
    }
    boolean fits =
        transposed ? isTranspose(declared, found) : declared.shape().equals(found.shape());
    if (!fits) {
      throw new ShapeException("tied: " + declared + " and " + found + misfit(declared, found));
    }
  }

  private String misfit(Parameter declared, Parameter found) {
    String way = "; '" + source + TRANSPOSED + "' is the transpose";
    return (transposed ? " transposed" : "")
        + ", expected equal shapes"
        + (!transposed && isTranspose(declared, found) ? way : "");
  }

  private static boolean isTranspose(Parameter declared, Parameter found) {
    Shape a = declared.shape();
    Shape b = found.shape();
    return a.rank() == 2 && b.rank() == 2 && a.dim(0) == b.dim(1) && a.dim(1) == b.dim(0);
  }
}
