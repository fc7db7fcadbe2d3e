package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Leaky ReLU: y = x for x &gt; 0, else slope·x; dy/dx = 1 or the slope; the slope at 0, as in
 * PyTorch. Any shape.
 *
 * <p>A. Maas, A. Hannun, A. Ng: <i>Rectifier nonlinearities improve neural network acoustic
 * models</i>, 2013.
 *
 * @param negativeSlope slope for x &lt; 0, finite; saved as {@code negative_slope}, by default
 *     0.01, as in PyTorch
 */
public record LeakyRelu(double negativeSlope) implements Activation {

  /** Validates the attributes. */
  public LeakyRelu {
    Check.finite("leaky_relu", "negative_slope", negativeSlope);
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public LeakyRelu() {
    this(0.01);
  }

  /** Creates a leaky ReLU with that slope for x &lt; 0. */
  public static LeakyRelu of(double negativeSlope) {
    return new LeakyRelu(negativeSlope);
  }

  @Override
  public String id() {
    return "leaky_relu";
  }

  @Override
  public List<Double> kinks() {
    return List.of(0.0);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.greater(0).where(x, x.mul(negativeSlope));
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("negative_slope", negativeSlope);
  }

  @Override
  public LeakyRelu with(Attributes attributes) {
    attributes.allowOnly("negative_slope");
    return new LeakyRelu(attributes.number("negative_slope", negativeSlope));
  }
}
