package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * An initializer that draws a random matrix whose rows (or columns, if there are fewer) are
 * orthogonal to each other and have length {@code gain}; a weight [out, in, ..] is viewed as [out,
 * all others].
 *
 * <p>A. M. Saxe, J. L. McClelland, S. Ganguli: <i>Exact solutions to the nonlinear dynamics of
 * learning in deep linear neural networks</i>, arXiv 1312.6120, 2013.
 *
 * @param gain above 0
 */
public record Orthogonal(double gain) implements Initializer {

  /** Checks the gain. */
  public Orthogonal {
    if (!(gain > 0 && Double.isFinite(gain))) {
      throw new CotangentException("orthogonal: gain is " + gain + ", expected a number above 0");
    }
  }

  /** Draws an orthogonal matrix times a gain. */
  public static Orthogonal of(double gain) {
    return new Orthogonal(gain);
  }

  @Override
  public String id() {
    return "orthogonal";
  }

  @Override
  public void fill(float[] values, Shape shape, RandomStream stream) {
    if (shape.rank() < 2) {
      throw new CotangentException(
          "orthogonal: the shape is " + shape + ", expected at least 2 axes");
    }
    int rows = shape.dim(0);
    int columns = values.length / Math.max(1, rows);
    int count = Math.min(rows, columns);
    double[][] vectors = new double[count][Math.max(rows, columns)];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < vectors[v].length; i++) {
        vectors[v][i] = stream.normal(0, v, i);
      }
    }
    orthonormalize(vectors);
    for (int i = 0; i < values.length; i++) {
      int row = i / columns;
      int column = i % columns;
      double value = rows <= columns ? vectors[row][column] : vectors[column][row];
      values[i] = (float) (gain * value);
    }
  }

  /** The Gram–Schmidt process, applied twice to reduce rounding errors. */
  private static void orthonormalize(double[][] vectors) {
    for (int v = 0; v < vectors.length; v++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < v; before++) {
          double share = dot(vectors[v], vectors[before]);
          for (int i = 0; i < vectors[v].length; i++) {
            vectors[v][i] -= share * vectors[before][i];
          }
        }
        double length = Math.sqrt(dot(vectors[v], vectors[v]));
        for (int i = 0; i < vectors[v].length; i++) {
          vectors[v][i] /= length;
        }
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
