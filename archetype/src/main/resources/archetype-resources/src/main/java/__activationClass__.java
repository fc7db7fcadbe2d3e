package ${package};

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/**
 * Serf: y = x · erf(ln(1 + eˣ)). Replace it with your own expression.
 *
 * <p>S. Nag, M. Bhattacharyya, A. Mukherjee, R. Kundu: <i>Serf: towards better training of deep
 * neural networks using log-softplus error activation function</i>, 2021 (arXiv:2108.09598).
 */
public record ${activationClass}() implements Activation {

  @Override
  public String id() {
    return "${activationId}";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.mul(x.softplus().erf());
  }
}
