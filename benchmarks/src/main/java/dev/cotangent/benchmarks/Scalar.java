package dev.cotangent.benchmarks;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.math.Polynomials;

/**
 * The loops that everybody would write first, kept from being vectorised: C2 does that only to a
 * loop whose step it knows, and here the step is a number that it has to read.
 */
final class Scalar {

  private int step = 1;

  /** The product by three loops, of the first rows of the result. */
  void matmul(Form form, int rows, int m, int n, int k, float[] a, float[] b, float[] c) {
    int aRow = form == Form.TN ? 1 : k;
    int aNext = form == Form.TN ? m : 1;
    int bColumn = form == Form.NT ? k : 1;
    int bNext = form == Form.NT ? 1 : n;
    for (int i = 0; i < rows; i += step) {
      for (int j = 0; j < n; j += step) {
        float sum = 0;
        for (int p = 0; p < k; p += step) {
          sum += a[i * aRow + p * aNext] * b[j * bColumn + p * bNext];
        }
        c[i * n + j] = sum;
      }
    }
  }

  void unary(Unary op, float[] x, float[] y) {
    switch (op) {
      case RELU -> relu(x, y);
      case EXP -> exp(x, y);
      case SIGMOID -> sigmoid(x, y);
      case TANH -> tanh(x, y);
      default -> throw new IllegalArgumentException("no scalar loop for " + op);
    }
  }

  private void relu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i += step) {
      y[i] = x[i] <= 0 ? 0 : x[i];
    }
  }

  private void exp(float[] x, float[] y) {
    for (int i = 0; i < x.length; i += step) {
      y[i] = Polynomials.exp(x[i]);
    }
  }

  private void sigmoid(float[] x, float[] y) {
    for (int i = 0; i < x.length; i += step) {
      y[i] = Polynomials.sigmoid(x[i]);
    }
  }

  private void tanh(float[] x, float[] y) {
    for (int i = 0; i < x.length; i += step) {
      y[i] = Polynomials.tanh(x[i]);
    }
  }

  void binary(Binary op, float[] a, float[] b, float[] y) {
    switch (op) {
      case ADD -> add(a, b, y);
      case MUL -> mul(a, b, y);
      case DIV -> div(a, b, y);
      case GREATER -> greater(a, b, y);
      case SIGMOID_GRAD -> sigmoidGrad(a, b, y);
      default -> throw new IllegalArgumentException("no scalar loop for " + op);
    }
  }

  private void add(float[] a, float[] b, float[] y) {
    for (int i = 0; i < a.length; i += step) {
      y[i] = a[i] + b[i];
    }
  }

  private void mul(float[] a, float[] b, float[] y) {
    for (int i = 0; i < a.length; i += step) {
      y[i] = a[i] * b[i];
    }
  }

  private void div(float[] a, float[] b, float[] y) {
    for (int i = 0; i < a.length; i += step) {
      y[i] = a[i] / b[i];
    }
  }

  private void greater(float[] a, float[] b, float[] y) {
    for (int i = 0; i < a.length; i += step) {
      y[i] = a[i] > b[i] ? 1f : 0f;
    }
  }

  private void sigmoidGrad(float[] a, float[] b, float[] y) {
    for (int i = 0; i < a.length; i += step) {
      y[i] = b[i] * Polynomials.sigmoidGrad(a[i]);
    }
  }

  void rowSums(float[] x, int rows, int cols, float[] y) {
    for (int r = 0; r < rows; r += step) {
      float sum = 0;
      for (int i = r * cols; i < (r + 1) * cols; i += step) {
        sum += x[i];
      }
      y[r] = sum;
    }
  }

  void columnSums(float[] x, int rows, int cols, float[] y) {
    for (int i = 0; i < cols; i += step) {
      y[i] = 0;
    }
    for (int r = 0; r < rows; r += step) {
      for (int i = 0; i < cols; i += step) {
        y[i] += x[r * cols + i];
      }
    }
  }

  void softmax(float[] x, int rows, int cols, float[] y) {
    for (int r = 0; r < rows; r += step) {
      float scale = 1 / exponentials(x, r * cols, cols, y);
      for (int i = r * cols; i < (r + 1) * cols; i += step) {
        y[i] *= scale;
      }
    }
  }

  void crossEntropy(float[] z, int[] labels, int rows, int cols, float[] e, float[] loss) {
    for (int r = 0; r < rows; r += step) {
      float max = max(z, r * cols, cols);
      float sum = exponentials(z, r * cols, cols, e);
      loss[r] = max - z[r * cols + labels[r]] + Polynomials.log(sum);
    }
  }

  void crossEntropyGrad(float[] z, int[] labels, int rows, int cols, float[] u, float[] dz) {
    for (int r = 0; r < rows; r += step) {
      float scale = 1 / exponentials(z, r * cols, cols, dz);
      for (int i = r * cols; i < (r + 1) * cols; i += step) {
        dz[i] = dz[i] * scale * u[r];
      }
      dz[r * cols + labels[r]] -= u[r];
    }
  }

  /** y = e^(x − max) in one row, and their sum. */
  private float exponentials(float[] x, int from, int cols, float[] y) {
    float max = max(x, from, cols);
    float sum = 0;
    for (int i = from; i < from + cols; i += step) {
      y[i] = Polynomials.exp(x[i] - max);
      sum += y[i];
    }
    return sum;
  }

  private float max(float[] x, int from, int cols) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + cols; i += step) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  /** Adam with its defaults, far from its first step. */
  void adam(float[] p, float[] gradients, float[] m, float[] v, float rate) {
    for (int i = 0; i < p.length; i += step) {
      float g = gradients[i];
      float mean = 0.9f * m[i] + 0.1f * g;
      float square = 0.999f * v[i] + 0.001f * (g * g);
      m[i] = mean;
      v[i] = square;
      p[i] = p[i] - rate * mean / ((float) Math.sqrt(square) + 1e-8f);
    }
  }
}
