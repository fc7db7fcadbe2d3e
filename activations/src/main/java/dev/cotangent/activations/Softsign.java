package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/**
 * Softsign: y = x/(1 + |x|), between −1 and 1; dy/dx = 1/(1 + |x|)². Any shape.
 *
 * <p>J. Bergstra, G. Desjardins, P. Lamblin, Y. Bengio: <i>Quadratic polynomials learn better image
 * features</i>, 2009.
 */
public record Softsign() implements Activation {

  @Override
  public String id() {
    return "softsign";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.div(x.abs().add(1));
  }
}
