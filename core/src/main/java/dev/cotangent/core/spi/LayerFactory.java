package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;

/**
 * Builds layers and activations at their places in a model, so that whatever fails in their code
 * later on names path and plugin. A {@link Scope} has one; only a scope that wraps another one
 * handles it.
 */
public interface LayerFactory {

  /** Builds a layer in a scope of its own; see {@link Scope#layer(String, LayerSpec, Shape)}. */
  Layer layer(LayerSpec spec, Shape input, Scope scope);

  /** As {@link #layer(LayerSpec, Shape, Scope)}, for named inputs. */
  MultiLayer layer(LayerSpec spec, Signature inputs, Scope scope);

  /** Builds a layer of one input in place of one of several; see {@link LayerSpec#build}. */
  MultiLayer single(LayerSpec spec, Signature inputs, Scope scope);

  /** Finds an activation; see {@link Scope#activation}. */
  Activation activation(String id, Attributes settings, Scope scope);
}
