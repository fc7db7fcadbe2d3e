package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import java.util.List;

/**
 * Hard sigmoid: y = (x + 3)/6 clamped to [0, 1], a piecewise linear sigmoid; dy/dx = 1/6 strictly
 * within ±3, else 0. Any shape.
 *
 * <p>M. Courbariaux, Y. Bengio, J.-P. David: <i>BinaryConnect</i>, 2015; the slope is PyTorch's.
 */
public record HardSigmoid() implements Activation {

  @Override
  public String id() {
    return "hard_sigmoid";
  }

  @Override
  public List<Double> kinks() {
    return List.of(-3.0, 3.0);
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor inside = x.abs().less(3).where(x, x.detach());
    return Clip.between(inside.add(3), 0, 6).div(6);
  }
}
