package dev.cotangent.testkit;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/** Has the id of another activation. */
public final class FalseSilu implements Activation {

  /** For {@link java.util.ServiceLoader}, if it were asked. */
  public FalseSilu() {
    // nothing to set up
  }

  @Override
  public String id() {
    return "silu";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.mul(x.mul(2).sigmoid());
  }
}
