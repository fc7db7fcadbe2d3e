package dev.cotangent.examples;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Jacobians;
import dev.cotangent.core.graph.Tensor;
import java.util.Arrays;

/**
 * The gradients of f = ‖q‖² with q = W·x, and the two rules for a matrix product: df/dW = 2q·xᵀ and
 * df/dx = 2Wᵀ·q.
 *
 * <p>The rules follow from the Jacobian of q: row i of dq/dx is the gradient of q_i, which is row i
 * of W.
 */
public final class E03MatrixGradient {

  private E03MatrixGradient() {}

  /** The value, its gradients, the same gradients by the rules, and the Jacobian. */
  record Values(
      Tensor f,
      Tensor byMatrix,
      Tensor byVector,
      Tensor ruleOfMatrix,
      Tensor ruleOfVector,
      Tensor jacobian) {}

  /** Prints f, its gradients, the same gradients by the rules, and dq/dx. */
  public static void main(String[] args) {
    Values values = values();
    System.out.printf("f = %.3f%n", values.f().item());
    System.out.println("df/dW = " + text(values.byMatrix()));
    System.out.println("df/dx = " + text(values.byVector()));
    System.out.println("2q·xᵀ = " + text(values.ruleOfMatrix()));
    System.out.println("2Wᵀ·q = " + text(values.ruleOfVector()));
    System.out.println("dq/dx = " + text(values.jacobian()));
  }

  /** Computes everything. */
  static Values values() {
    Tensor w = Tensor.f64(Shape.of(2, 2), 0.1, 0.5, -0.3, 0.8);
    Tensor x = Tensor.f64(Shape.of(2, 1), 0.2, 0.4);
    Tensor q = w.matmul(x);
    Tensor f = q.square().sum();

    Gradients g = Gradients.of(f, w, x);
    return new Values(
        f,
        g.of(w),
        g.of(x),
        q.mul(2).matmul(x.transpose()),
        w.transpose().mul(2).matmul(q),
        Jacobians.of(q, x));
  }

  private static String text(Tensor tensor) {
    return Arrays.toString(tensor.toDoubles());
  }
}
