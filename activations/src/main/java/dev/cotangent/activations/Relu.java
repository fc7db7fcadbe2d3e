package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;
import java.util.List;

/**
 * y = max(x, 0); dy/dx = 1 where x &gt; 0, else 0, the kink at 0 included. NaN stays NaN. Any
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
