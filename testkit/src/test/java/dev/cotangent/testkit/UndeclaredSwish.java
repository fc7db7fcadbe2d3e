package dev.cotangent.testkit;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/** Right, but no service file names it. */
public final class UndeclaredSwish implements Activation {

  /** For {@link java.util.ServiceLoader}, if it were asked. */
  public UndeclaredSwish() {
    // nothing to set up
  }

  @Override
  public String id() {
    return "undeclared_swish";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.mul(x.sigmoid());
  }
}
