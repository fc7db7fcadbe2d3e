package dev.cotangent.examples;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;

/** The classic first graph, f = (x + y)·z at (−2, 5, −4), and its three gradients. */
public final class E01ChainRule {

  private E01ChainRule() {}

  /** Prints f and its gradients with respect to x, y and z. */
  public static void main(String[] args) {
    double[] values = values();
    System.out.printf("f = %.0f%n", values[0]);
    System.out.printf("df/dx, df/dy, df/dz = %.0f, %.0f, %.0f%n", values[1], values[2], values[3]);
  }

  /** f and its gradients with respect to x, y and z. */
  static double[] values() {
    Tensor x = Tensor.scalar(-2);
    Tensor y = Tensor.scalar(5);
    Tensor z = Tensor.scalar(-4);
    Tensor f = x.add(y).mul(z);

    Gradients g = Gradients.of(f, x, y, z);
    return new double[] {f.item(), g.of(x).item(), g.of(y).item(), g.of(z).item()};
  }
}
