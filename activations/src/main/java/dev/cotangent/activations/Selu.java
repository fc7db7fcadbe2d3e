package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import java.util.List;

/**
 * SELU: y = s·x for x &gt; 0, else s·α·(e^x − 1), with s ≈ 1.0507 and α ≈ 1.6733, which preserve
 * mean 0 and variance 1 in layers with LeCun normal initialization. Any shape.
 *
 * <p>G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter: <i>Self-normalizing neural networks</i>,
 * arXiv 1706.02515, 2017.
 */
public record Selu() implements Activation {

  private static final double ALPHA = 1.6732632423543772;
  private static final double SCALE = 1.0507009873554805;

  @Override
  public String id() {
    return "selu";
  }

  @Override
  public List<Double> kinks() {
    return List.of(0.0);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Exponential.below(x, ALPHA, 1).mul(SCALE);
  }
}
