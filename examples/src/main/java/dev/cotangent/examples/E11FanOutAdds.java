package dev.cotangent.examples;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;

/**
 * Gradients of a value that is used more than once add up: each use contributes one, as the
 * multivariable chain rule says.
 */
public final class E11FanOutAdds {

  private E11FanOutAdds() {}

  /** Prints the gradients of three functions that use x more than once, at x = 3. */
  public static void main(String[] args) {
    System.out.println("d(x + x)/dx           = " + slopeOfSum(3));
    System.out.println("d(x · x)/dx           = " + slopeOfProduct(3));
    System.out.println("d(x·σ(x) + x²)/dx     = " + slopeOfBoth(3));
  }

  /** The derivative of x + x: 1 from each operand of the sum. */
  static double slopeOfSum(double at) {
    Tensor x = Tensor.f64(at);
    return Gradients.of(x.add(x), x).of(x).item();
  }

  /** The derivative of x · x: each factor contributes the other one, x. */
  static double slopeOfProduct(double at) {
    Tensor x = Tensor.f64(at);
    return Gradients.of(x.mul(x), x).of(x).item();
  }

  /** The derivative of x·σ(x) + x²: σ(x) and x·σ'(x) from the product, 2x from the square. */
  static double slopeOfBoth(double at) {
    Tensor x = Tensor.f64(at);
    return Gradients.of(x.mul(x.sigmoid()).add(x.square()), x).of(x).item();
  }
}
