package dev.cotangent.core.model;

import dev.cotangent.core.Shape;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;

/**
 * A layer that is typically a whole model, such as a sequence or a graph of layers, with shortcuts
 * to build it. {@link Model#build(LayerSpec, Shape, long)} builds a model of any layer.
 */
public interface ModelSpec extends LayerSpec {

  /** Builds a model with new parameters and the plugins on the class path. */
  default Model build(Shape input, long seed) {
    return Model.build(this, input, seed);
  }

  /** Builds a model with new parameters, a function of the seed alone. */
  default Model build(Shape input, long seed, Registry registry) {
    return Model.build(this, input, seed, registry);
  }

  /** Builds a model with named inputs, new parameters and the plugins on the class path. */
  default Model build(Signature inputs, long seed) {
    return Model.build(this, inputs, seed);
  }

  /** Builds a model with named inputs and new parameters, a function of the seed alone. */
  default Model build(Signature inputs, long seed, Registry registry) {
    return Model.build(this, inputs, seed, registry);
  }
}
