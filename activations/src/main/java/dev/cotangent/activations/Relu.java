package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import java.util.List;

/**
 * ReLU: y = max(x, 0); dy/dx = 1 for x &gt; 0, else 0, also at the kink x = 0. NaN stays NaN. Any
 * shape.
 *
 * <p>V. Nair, G. E. Hinton: <i>Rectified linear units improve restricted Boltzmann machines</i>,
 * ICML 2010.
 */
public record Relu() implements Activation {

  @Override
  public String id() {
    return "relu";
  }

  @Override
  public List<Double> kinks() {
    return List.of(0.0);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.relu();
  }
}
