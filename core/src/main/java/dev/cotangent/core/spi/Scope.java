package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.parameter.Initializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plugin.RegistryEntry;
import java.util.List;

/**
 * The build context of a layer: declares its parameters, states and children, and looks up
 * activations.
 */
public interface Scope {

  /**
   * The layer's path in the model, such as {@code 2} or {@code encoder.0}; empty for the outermost
   * layer.
   */
  String path();

  /** Declares a weight; its full name is the path, a dot and the name. */
  default Parameter parameter(String name, Shape shape, Initializer initializer) {
    return add(Parameter.weight(fullName(name), shape, initializer));
  }

  /** Declares a weight whose axes have another order in memory; see {@link Parameter#stored}. */
  default Parameter parameter(
      String name, Shape shape, Initializer initializer, List<Integer> storageOrder) {
    return add(Parameter.weight(fullName(name), shape, initializer).stored(storageOrder));
  }

  /** Declares a state. */
  default Parameter state(String name, Shape shape, Initializer initializer) {
    return add(Parameter.state(fullName(name), shape, initializer));
  }

  /**
   * Declares a state whose new values in several shards of a mini-batch may be averaged, such as a
   * running mean; see {@link Parameter#averagedOverShards}.
   */
  default Parameter averagedState(String name, Shape shape, Initializer initializer) {
    return add(Parameter.state(fullName(name), shape, initializer).averagedOverShards());
  }

  /**
   * Adds a parameter to the model and returns it.
   *
   * @throws dev.cotangent.core.CotangentException if the model already has one of that name
   */
  Parameter add(Parameter parameter);

  /** Creates the scope of a child layer. */
  Scope child(String name);

  /**
   * Builds a child layer in the scope of that name. Later errors in its code name its path and
   * plugin.
   *
   * @param input shape of one sample, without the batch axis
   * @throws dev.cotangent.core.ShapeException if the layer cannot take such inputs
   * @throws dev.cotangent.core.plugin.PluginException if the layer's code fails or returns null
   */
  default Layer layer(String name, LayerSpec spec, Shape input) {
    return factory().layer(spec, input, child(name));
  }

  /**
   * Like {@link #layer(String, LayerSpec, Shape)}, for named inputs.
   *
   * @throws dev.cotangent.core.ShapeException if the layer cannot take such inputs
   * @throws dev.cotangent.core.plugin.PluginException if the layer's code fails or returns null
   */
  default MultiLayer layer(String name, LayerSpec spec, Signature inputs) {
    return factory().layer(spec, inputs, child(name));
  }

  /** This scope for a shared layer, which is built once and applied so many times. */
  default Scope applied(int times) {
    return this;
  }

  /**
   * Looks up an activation for this layer in the registry. Later errors in its code name it; an
   * {@link ElementActivation} is computed by its value and derivative functions.
   *
   * @param settings attributes that differ from the defaults
   * @throws dev.cotangent.core.CotangentException if the id or an attribute is unknown, or a value
   *     is out of range
   */
  default Activation activation(String id, Attributes settings) {
    return factory().activation(id, settings, this);
  }

  /**
   * Places an activation object in this layer, as {@link #activation(String, Attributes)} does with
   * the one of an id. The layer returns it from {@link LayerSpec#activations}.
   */
  default Activation activation(Activation activation) {
    return factory().activation(activation, this);
  }

  /** Records a plugin that is used here, for errors and lists. */
  void note(RegistryEntry plugin);

  /** The factory for the children and activations of this scope, with the model's plugins. */
  LayerFactory factory();

  private String fullName(String name) {
    return path().isEmpty() ? name : path().concat(".").concat(name);
  }
}
