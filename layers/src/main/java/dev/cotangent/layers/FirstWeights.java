package dev.cotangent.layers;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.parameter.Initializer;
import dev.cotangent.core.parameter.Initializers;
import dev.cotangent.core.parameter.KaimingUniform;

/** The first weights of a layer as an attribute, which is absent where they are PyTorch's. */
final class FirstWeights {

  static final String ATTRIBUTE = "initializer";

  /** PyTorch's: ±1/√(inputs of an output). */
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
