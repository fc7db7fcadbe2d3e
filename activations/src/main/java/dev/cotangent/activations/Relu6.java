package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import java.util.List;

/**
 * ReLU6: y = max(0, min(x, 6)); dy/dx = 1 strictly between the bounds, else 0, as in PyTorch. Any
 * shape; NaN stays NaN.
 *
 * <p>A. Krizhevsky: <i>Convolutional deep belief networks on CIFAR-10</i>, 2010.
 */
public record Relu6() implements Activation {

  @Override
  public String id() {
    return "relu6";
  }

  @Override
  public List<Double> kinks() {
    return List.of(0.0, 6.0);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Clip.between(x, 0, 6);
  }
}
