package dev.cotangent.core.model;

import dev.cotangent.core.Shape;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerFactory;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;

/** Builds the layers and activations of a model with the plugins of a registry. */
record PlacingFactory(Registry registry) implements LayerFactory {

  @Override
  public Layer layer(LayerSpec spec, Shape input, Scope scope) {
    return PlacedLayer.build(spec, input, scope);
  }

  @Override
  public MultiLayer layer(LayerSpec spec, Signature inputs, Scope scope) {
    return PlacedMultiLayer.build(spec, inputs, scope);
  }

  @Override
  public MultiLayer single(LayerSpec spec, Signature inputs, Scope scope) {
    return LayerAsMulti.build(spec, inputs, scope);
  }

  @Override
  public Activation activation(Activation activation, Scope scope) {
    return PlacedActivation.of(activation, scope);
  }

  @Override
  public Activation activation(String id, Attributes settings, Scope scope) {
    return PlacedActivation.of(registry.activation(id), settings, scope);
  }
}
