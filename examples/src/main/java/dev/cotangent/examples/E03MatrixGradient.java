package dev.cotangent.examples;

import dev.cotangent.core.Gradients;
import dev.cotangent.core.Jacobians;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import java.util.Arrays;

/**
 * f = ‖q‖² with q = W·x, and the two rules for a matrix product: df/dW = 2q·xᵀ and df/dx = 2Wᵀ·q.
 *
 * <p>The rules are the Jacobians of q at work: row i of dq/dx is the gradient of q_i, which is row
 * i of W.
 */
public final class E03MatrixGradient {

  private E03MatrixGradient() {}

  /** What comes out, as rows of matrices one after another. */
  record Values(
      double f, double[] byMatrix, double[] byVector, double[] rules, double[] jacobian) {}

  /** Prints f, its gradients, the same by the rules, and dq/dx. */
  public static void main(String[] args) {
    Values values = values();
    System.out.printf("f = %.3f%n", values.f());
    System.out.println("df/dW = " + Arrays.toString(values.byMatrix()));
    System.out.println("df/dx = " + Arrays.toString(values.byVector()));
    System.out.println("2q·xᵀ and 2Wᵀ·q = " + Arrays.toString(values.rules()));
    System.out.println("dq/dx = " + Arrays.toString(values.jacobian()));
  }

  /** Computes everything. */
  static Values values() {
    Tensor w = Tensor.of(Shape.of(2, 2), 0.1, 0.5, -0.3, 0.8);
    Tensor x = Tensor.of(Shape.of(2, 1), 0.2, 0.4);
    Tensor q = w.matmul(x);
    Tensor f = q.square().sum();

    Gradients g = Gradients.of(f, w, x);
    Tensor byMatrix = q.mul(2).matmul(x.transpose());
    Tensor byVector = w.transpose().mul(2).matmul(q);
    return new Values(
        f.item(),
        g.of(w).toDoubles(),
        g.of(x).toDoubles(),
        joined(byMatrix.toDoubles(), byVector.toDoubles()),
        Jacobians.of(q, x).toDoubles());
  }

  private static double[] joined(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
