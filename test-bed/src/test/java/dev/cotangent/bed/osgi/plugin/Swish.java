package dev.cotangent.bed.osgi.plugin;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/** x·σ(x). */
public record Swish() implements Activation {

  @Override
  public String id() {
    return "swish";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.mul(x.sigmoid());
  }
}
