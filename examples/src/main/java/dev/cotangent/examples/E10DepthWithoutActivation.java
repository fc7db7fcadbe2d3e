package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import java.util.List;

/**
 * Depth without an activation stays linear: three dense layers equal a single one, whose matrix is
 * the product of theirs. A nonlinearity between them changes that.
 */
public final class E10DepthWithoutActivation {

  private static final Shape SAMPLE = Shape.of(3);

  private E10DepthWithoutActivation() {}

  /** Prints how far each network is from being linear. */
  public static void main(String[] args) {
    System.out.printf("three dense layers bend by %.1e%n", bend(linear()));
    System.out.printf("with tanh between them by  %.1e%n", bend(bent()));
  }

  /** Three dense layers with nothing between them. */
  static Model linear() {
    return Sequential.of(Dense.of(5), Dense.of(4), Dense.of(2)).build(SAMPLE, 7);
  }

  /** Three dense layers with tanh between them. */
  static Model bent() {
    return Sequential.of(
            Dense.of(5),
            Activate.with(Activations.TANH),
            Dense.of(4),
            Activate.with(Activations.TANH),
            Dense.of(2))
        .build(SAMPLE, 7);
  }

  /** The largest element of |f(a + b) − f(a) − f(b) + f(0)|, which is 0 for a linear f. */
  static double bend(Model model) {
    float[] sum = predict(model, 0.5f, 1, -1);
    float[] a = predict(model, 1, -1, 0.5f);
    float[] b = predict(model, -0.5f, 2, -1.5f);
    float[] zero = predict(model, 0, 0, 0);
    double worst = 0;
    for (int i = 0; i < sum.length; i++) {
      worst = Math.max(worst, Math.abs((double) sum[i] - a[i] - b[i] + zero[i]));
    }
    return worst;
  }

  /**
   * The product of the three matrices, which is what three dense layers compute apart from their
   * biases.
   */
  static Tensor matrix(Model linear) {
    return List.of("1.weight", "2.weight").stream()
        .map(name -> weight(linear, name))
        .reduce(weight(linear, "0.weight"), (product, next) -> next.matmul(product));
  }

  private static Tensor weight(Model model, String name) {
    Parameter parameter = model.parameter(name);
    return Tensor.of(parameter.shape(), model.store().read(parameter));
  }

  /** The model's output for a sample. */
  static float[] predict(Model model, float... sample) {
    return model.predictor().predict(sample);
  }
}
