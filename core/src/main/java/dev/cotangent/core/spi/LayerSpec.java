package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;

/**
 * What a layer is before it is built: an id and attributes. A layer plugin is a record that
 * implements this. Found by {@link java.util.ServiceLoader} through a public constructor without
 * arguments.
 */
public interface LayerSpec {

  /** The stable lower-case id, which saved models hold, as in {@code dense}. */
  String id();

  /** The attributes and their values; nested specifications are attributes too. */
  Attributes attributes();

  /**
   * The same specification with those attributes; absent ones keep their defaults.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown, missing or out of
   *     range
   */
  LayerSpec with(Attributes attributes);

  /**
   * Builds the layer for inputs of one shape, declaring its parameters in the scope.
   *
   * @param input shape of one sample, without the batch axis
   * @throws dev.cotangent.core.ShapeException if the layer cannot take such inputs; the message
   *     names the layer's path
   */
  Layer build(Shape input, Scope scope);

  /**
   * Builds the layer for named inputs, of which this one takes one; a {@link MultiLayerSpec} takes
   * several. It is asked for whole numbers by a first batch, so that layers such as an embedding
   * need not declare what they take.
   *
   * @throws dev.cotangent.core.ShapeException if the layer cannot take such inputs
   */
  default MultiLayer build(Signature inputs, Scope scope) {
    return scope.factory().single(this, inputs, scope);
  }

  /**
   * Whether this layer detaches tensors on purpose, as a straight-through estimator does. Its
   * gradient is then that with all detached tensors held constant, and the test kit checks it so;
   * by default, false, only what depends on a state may be detached, and any other tensor whose
   * gradient is missing is a mistake.
   */
  default boolean stopsGradients() {
    return false;
  }
}
