package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import java.util.List;

/**
 * The specification of a layer before it is built: an id and attributes. A layer plugin is a record
 * that implements this interface. It needs a public constructor without arguments for {@link
 * java.util.ServiceLoader}.
 */
public interface LayerSpec {

  /** The stable lower-case id, stored in model files, such as {@code dense}. */
  String id();

  /** The attributes and their values; nested specifications are attributes too. */
  Attributes attributes();

  /**
   * Returns the same specification with these attributes; absent ones keep their defaults.
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
   * Builds the layer for named inputs, exactly one unless it is a {@link MultiLayerSpec}. The
   * output type for an I32 input is determined by a forward pass, so that layers such as an
   * embedding need not declare it.
   *
   * @throws dev.cotangent.core.ShapeException if the layer cannot take such inputs
   */
  default MultiLayer build(Signature inputs, Scope scope) {
    return scope.factory().single(this, inputs, scope);
  }

  /**
   * The activation objects that this layer was given; none by default. Its {@link #attributes} name
   * them by id, so a model with it can be saved if the registry has the same activations.
   */
  default List<Activation> activations() {
    return List.of();
  }

  /**
   * Whether this layer detaches tensors on purpose, as a straight-through estimator does. The test
   * kit then checks the gradient with all detached tensors held constant; by default (false) only
   * tensors that depend on a state may be detached, and it reports any other missing gradient as a
   * mistake.
   */
  default boolean stopsGradients() {
    return false;
  }
}
