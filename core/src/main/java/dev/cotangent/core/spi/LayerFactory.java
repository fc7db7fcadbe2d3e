package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;

/**
 * Builds layers and activations at their places in a model, so that later errors in their code name
 * path and plugin. Every {@link Scope} has one; only scopes that wrap another scope need to call
 * it.
 */
public interface LayerFactory {

  /** Builds a layer in a scope of its own; see {@link Scope#layer(String, LayerSpec, Shape)}. */
  Layer layer(LayerSpec spec, Shape input, Scope scope);

  /** Like {@link #layer(LayerSpec, Shape, Scope)}, for named inputs. */
  MultiLayer layer(LayerSpec spec, Signature inputs, Scope scope);

  /** Builds a single-input layer as a {@link MultiLayer}; see {@link LayerSpec#build}. */
  MultiLayer single(LayerSpec spec, Signature inputs, Scope scope);

  /** Places an activation; see {@link Scope#activation(Activation)}. */
  Activation activation(Activation activation, Scope scope);

  /** Looks up an activation; see {@link Scope#activation(String, Attributes)}. */
  Activation activation(String id, Attributes settings, Scope scope);
}
