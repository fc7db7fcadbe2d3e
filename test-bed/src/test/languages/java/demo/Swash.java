package demo;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;

/** x · σ(βx). */
public record Swash(double beta) implements Activation {

  /** Checks the attribute. */
  public Swash {
    if (!Double.isFinite(beta)) {
      throw new CotangentException("swash: attribute 'beta' is " + beta + ", expected a finite number");
    }
  }

  /** With β = 1.5. */
  public Swash() {
    this(1.5);
  }

  @Override
  public String id() {
    return "swash";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.mul(x.mul(beta).sigmoid());
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("beta", beta);
  }

  @Override
  public Swash with(Attributes attributes) {
    attributes.allowOnly("beta");
    return new Swash(attributes.number("beta", beta));
  }
}
