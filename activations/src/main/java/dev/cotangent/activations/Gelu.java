package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * GELU: y = x·Φ(x) with the standard normal CDF Φ, or its tanh approximation x·σ(2u) with u =
 * √(2/π)·(x + 0.044715·x³). Any shape.
 *
 * <p>D. Hendrycks, K. Gimpel: <i>Gaussian error linear units</i>, arXiv 1606.08415, 2016.
 *
 * @param approximate {@code none} (exact) or {@code tanh}; saved as {@code approximate}, by default
 *     {@code none}, as in PyTorch
 */
public record Gelu(String approximate) implements Activation {

  private static final double CUBE = 0.044715;

  /** Validates the attributes. */
  public Gelu {
    Check.oneOf("gelu", "approximate", approximate, List.of("none", "tanh"));
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public Gelu() {
    this("none");
  }

  /** Creates a GELU, {@code none} (exact) or {@code tanh}. */
  public static Gelu of(String approximate) {
    return new Gelu(approximate);
  }

  @Override
  public String id() {
    return "gelu";
  }

  @Override
  public Tensor apply(Tensor x) {
    if (approximate.equals("none")) {
      return x.mul(x.normalCdf());
    }
    Tensor u = x.add(x.mul(x.square()).mul(CUBE)).mul(2 * Math.sqrt(2 / Math.PI));
    return x.mul(u.sigmoid());
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("approximate", approximate);
  }

  @Override
  public Gelu with(Attributes attributes) {
    attributes.allowOnly("approximate");
    return new Gelu(attributes.text("approximate", approximate));
  }
}
