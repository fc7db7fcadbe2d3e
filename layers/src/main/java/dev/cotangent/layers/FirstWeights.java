package dev.cotangent.layers;

import dev.cotangent.core.parameter.Initializer;
import dev.cotangent.core.parameter.Initializers;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.spi.Attributes;

/** The initializer of a layer's weight as an attribute, absent for PyTorch's default. */
final class FirstWeights {

  static final String ATTRIBUTE = "initializer";

  /** PyTorch's default: uniform in ±1/√(fan-in). */
  static final String DEFAULT = "default";

  private FirstWeights() {}

  static void check(String name) {
    if (!name.equals(DEFAULT)) {
      Initializers.named(name);
    }
  }

  static Initializer of(String name, int fanIn) {
    return name.equals(DEFAULT) ? new KaimingUniform(fanIn) : Initializers.named(name);
  }

  static Attributes with(Attributes attributes, String name) {
    return name.equals(DEFAULT) ? attributes : attributes.with(ATTRIBUTE, name);
  }
}
