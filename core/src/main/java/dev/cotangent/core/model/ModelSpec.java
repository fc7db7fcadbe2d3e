package dev.cotangent.core.model;

import dev.cotangent.core.Shape;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;

/**
 * A layer that is made to be a whole model, such as a sequence or a graph of layers: it builds one
 * in a line. {@link Model#build(LayerSpec, Shape, long)} does so for any layer.
 */
public interface ModelSpec extends LayerSpec {

  /** A model of this layer with fresh parameters and the plugins of the class path. */
  default Model build(Shape input, long seed) {
    return Model.build(this, input, seed);
  }

  /** A model of this layer with fresh parameters, a function of the seed alone. */
  default Model build(Shape input, long seed, Registry registry) {
    return Model.build(this, input, seed, registry);
  }

  /** A model with named inputs, fresh parameters and the plugins of the class path. */
  default Model build(Signature inputs, long seed) {
    return Model.build(this, inputs, seed);
  }

  /** A model with named inputs and fresh parameters, a function of the seed alone. */
  default Model build(Signature inputs, long seed, Registry registry) {
    return Model.build(this, inputs, seed, registry);
  }
}
