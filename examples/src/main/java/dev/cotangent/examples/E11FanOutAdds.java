package dev.cotangent.examples;

import dev.cotangent.core.Gradients;
import dev.cotangent.core.Tensor;

/**
 * Where a value is used more than once, its gradients add up: each use sends one back, as the chain
 * rule for several variables says.
 */
public final class E11FanOutAdds {

  private E11FanOutAdds() {}

  /** Prints the gradients of three functions that use x more than once, at x = 3. */
  public static void main(String[] args) {
    System.out.println("d(x + x)/dx           = " + slopeOfSum(3));
    System.out.println("d(x · x)/dx           = " + slopeOfProduct(3));
    System.out.println("d(x·σ(x) + x²)/dx     = " + slopeOfBoth(3));
  }

  /** 1 from each side of the sum. */
  static double slopeOfSum(double at) {
    Tensor x = Tensor.scalar(at);
    return Gradients.of(x.add(x), x).of(x).item();
  }

  /** From each side of the product the other factor, x. */
  static double slopeOfProduct(double at) {
    Tensor x = Tensor.scalar(at);
    return Gradients.of(x.mul(x), x).of(x).item();
  }

  /** σ(x) and x·σ'(x) from the product, 2x from the square. */
  static double slopeOfBoth(double at) {
    Tensor x = Tensor.scalar(at);
    return Gradients.of(x.mul(x.sigmoid()).add(x.square()), x).of(x).item();
  }
}
