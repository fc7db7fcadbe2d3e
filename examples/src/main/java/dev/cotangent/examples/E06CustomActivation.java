package dev.cotangent.examples;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;

/**
 * A custom activation: one expression, from which every derivative follows. It is used here
 * directly and inside a model, without being registered; {@code examples/plugins/swish} shows how a
 * plugin jar gives an activation an id.
 */
public final class E06CustomActivation {

  private E06CustomActivation() {}

  /** y = x / (1 + x²), which rises to 1/2 at 1 and falls again. */
  record Bump() implements Activation {

    @Override
    public String id() {
      return "bump";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.div(x.square().add(1));
    }
  }

  /** Prints value, slope and curvature at 2, and the output of a small model. */
  public static void main(String[] args) {
    double[] values = at(2);
    System.out.printf(
        "bump(2) = %.3f, slope %.3f, curvature %.3f%n", values[0], values[1], values[2]);
    System.out.printf(
        "output of a model: %.6f%n", model().predictor().predict(new float[] {1, 2})[0]);
  }

  /** Value, first and second derivative. */
  static double[] at(double point) {
    Tensor x = Tensor.f64(point);
    Tensor y = new Bump().apply(x);
    Tensor slope = Gradients.of(y, x).of(x);
    Tensor curvature = Gradients.of(slope, x).of(x);
    return new double[] {y.item(), slope.item(), curvature.item()};
  }

  /** Two inputs, four units with the activation, one output. */
  static Model model() {
    return Sequential.of(Dense.of(4), Activate.with(new Bump()), Dense.of(1)).build(Shape.of(2), 7);
  }
}
