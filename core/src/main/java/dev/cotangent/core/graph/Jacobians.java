package dev.cotangent.core.graph;

import dev.cotangent.core.Shape;
import java.util.List;

/**
 * Jacobians, Hessians and their products with vectors. All are tensors and can be differentiated
 * again.
 *
 * <p>For y of n elements and x of m elements, in any shapes, the Jacobian is the matrix [n, m] of
 * ∂y_i/∂x_j over row-major indices. It is zero if y does not depend on x. Building them computes no
 * values.
 */
public final class Jacobians {

  private Jacobians() {}

  /**
   * The Jacobian [n, m]: one vector-Jacobian product per row, so it suits results with few
   * elements.
   */
  public static Tensor of(Tensor y, Tensor x) {
    int n = y.shape().size();
    Shape shape = Shape.of(n, x.shape().size());
    Tensor jacobian = Tensor.full(x.type().with(shape), 0);
    for (int row = 0; row < n; row++) {
      boolean[] here = new boolean[n];
      here[row] = true;
      Tensor one = Tensor.full(y.type(), 1);
      Tensor none = Tensor.full(y.type(), 0);
      Tensor product = vjp(y, x, Tensor.of(y.shape(), here).where(one, none));
      // select instead of multiplying by 0, so that an infinity in one row does not become NaN in
      // another
      jacobian =
          Tensor.of(Shape.of(n, 1), here)
              .where(product.reshape(Shape.of(1, x.shape().size())), jacobian);
    }
    return jacobian;
  }

  /**
   * The vector-Jacobian product uᵀ·J, in the shape of x.
   *
   * @param u a tensor of y's shape and type
   */
  public static Tensor vjp(Tensor y, Tensor x, Tensor u) {
    return Gradients.of(y, u, List.of(x)).find(x).orElseGet(() -> Tensor.full(x.type(), 0));
  }

  /**
   * The Jacobian-vector product J·v, in the shape of y: uᵀ·J is linear in u, and its derivative
   * with respect to u along v is J·v (reverse mode twice).
   *
   * @param v a tensor of x's shape and type
   */
  public static Tensor jvp(Tensor y, Tensor x, Tensor v) {
    Tensor u = Tensor.full(y.type(), 0); // any value: the product is linear in it
    return vjp(vjp(y, x, u), u, v);
  }

  /** The Hessian [m, m] of a scalar: the Jacobian of its gradient. */
  public static Tensor hessian(Tensor y, Tensor x) {
    return of(gradient(y, x), x);
  }

  /**
   * The Hessian-vector product H·v of a scalar, in the shape of x, without building the Hessian.
   *
   * @param v a tensor of x's shape and type
   */
  public static Tensor hessianVectorProduct(Tensor y, Tensor x, Tensor v) {
    return vjp(gradient(y, x), x, v); // a Hessian is symmetric
  }

  private static Tensor gradient(Tensor y, Tensor x) {
    return Gradients.of(y, x).find(x).orElseGet(() -> Tensor.full(x.type(), 0));
  }
}
