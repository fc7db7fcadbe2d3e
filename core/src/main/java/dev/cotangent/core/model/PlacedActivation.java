package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Accelerated;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ElementActivation;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.core.spi.Scope;
import java.util.List;

/**
 * An activation used by a layer: errors in its code name it. An {@code ElementActivation} is
 * computed by its value and derivative functions.
 *
 * @param plugin the plugin's entry, for errors
 * @param activation the plugin's activation
 */
record PlacedActivation(RegistryEntry plugin, Activation activation) implements Activation {

  /** Places an activation object and records it in the scope. */
  static Activation of(Activation activation, Scope scope) {
    RegistryEntry plugin = RegistryEntry.of(PluginKind.ACTIVATION, activation.id(), activation);
    scope.note(plugin);
    return new PlacedActivation(plugin, activation);
  }

  /** Configures an activation from the registry and records it in the scope. */
  static Activation of(Activation plain, Attributes settings, Scope scope) {
    RegistryEntry plugin = RegistryEntry.of(PluginKind.ACTIVATION, plain.id(), plain);
    scope.note(plugin);
    return new PlacedActivation(plugin, plugin.call("with", () -> plain.with(settings)));
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor y = plugin.callNaming("apply", () -> expression(x));
    Shape declared = plugin.callNaming("outputShape", () -> activation.outputShape(x.shape()));
    if (!y.shape().equals(declared) || y.dtype() != x.dtype()) {
      throw new PluginException(
          plugin,
          "apply returned "
              + y.type()
              + " for "
              + x.type()
              + ", expected "
              + declared
              + ", as outputShape declares");
    }
    return y;
  }

  private Tensor expression(Tensor x) {
    return activation instanceof ElementActivation element
        ? new Accelerated(element).on(x)
        : activation.apply(x);
  }

  @Override
  public String id() {
    return activation.id();
  }

  @Override
  public Shape outputShape(Shape input) {
    return activation.outputShape(input);
  }

  @Override
  public List<Double> kinks() {
    return activation.kinks();
  }

  @Override
  public Interval domain() {
    return activation.domain();
  }

  @Override
  public Attributes attributes() {
    return activation.attributes();
  }

  /**
   * @throws CotangentException if an attribute is unknown or its value is out of range
   */
  @Override
  public Activation with(Attributes attributes) {
    return new PlacedActivation(plugin, activation.with(attributes));
  }
}
