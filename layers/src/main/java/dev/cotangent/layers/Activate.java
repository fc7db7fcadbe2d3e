package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Applies an activation function: y = f(x) for an activation object or the one that the registry
 * finds by its id. No parameters; the output has the shape of the input unless the activation
 * documents another.
 *
 * <p>A model with an activation object can be saved if the registry has the same activation: {@code
 * Registry.standard().with(new MyActivation())}.
 *
 * @param activation the id, saved as {@code activation}
 * @param settings attributes of the activation that differ from its defaults; saved next to {@code
 *     activation}
 * @param function the activation object; empty for the registry's
 */
public record Activate(String activation, Attributes settings, Optional<Activation> function)
    implements LayerSpec {

  private static final String ACTIVATION = "activation";

  /** Validates that no attribute of the activation is called {@code activation}. */
  public Activate {
    Given.of("activate: the id of the activation", activation);
    if (settings.has(ACTIVATION)) {
      throw new CotangentException(
          "activate: the attributes of '"
              + activation
              + "' have one called 'activation', expected any other name");
    }
  }

  /** The identity activation; required by {@link java.util.ServiceLoader}. */
  public Activate() {
    this("identity", Attributes.none(), Optional.empty());
  }

  /** An activation, such as {@code Activations.RELU} or {@code LeakyRelu.of(0.2)}. */
  public static Activate with(Activation activation) {
    Given.of("activate: the activation", activation);
    return new Activate(activation.id(), activation.attributes(), Optional.of(activation));
  }

  /** The activation of an id with its default attributes. */
  public static Activate with(String activation) {
    return with(activation, Attributes.none());
  }

  /** The activation of an id with the given attributes; others keep their defaults. */
  public static Activate with(String activation, Attributes settings) {
    return new Activate(activation, settings, Optional.empty());
  }

  @Override
  public String id() {
    return "activate";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with(ACTIVATION, activation).and(settings);
  }

  @Override
  public Activate with(Attributes attributes) {
    return with(attributes.text(ACTIVATION), attributes.without(ACTIVATION));
  }

  @Override
  public List<Activation> activations() {
    return function.stream().toList();
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Activation found = configured(scope);
    // tried on a batch of one, since an activation may change the shape
    Tensor sample = found.apply(Tensor.input("x", DType.F32, input.prepend(1)));
    if (sample.shape().rank() == 0 || sample.shape().dim(0) != 1) {
      throw new ShapeException(
          "activation '"
              + activation
              + "' at '"
              + scope.path()
              + "' returns "
              + sample.type()
              + " for a batch of 1, expected the batch axis to be kept");
    }
    return new Built(found, sample.shape().without(0));
  }

  private Activation configured(Scope scope) {
    try {
      return function
          .map(scope::activation)
          .orElseGet(() -> scope.activation(activation, settings));
    } catch (CotangentException e) {
      throw new CotangentException(
          "activate '" + scope.path() + "' with '" + activation + "': " + e.getMessage(), e);
    }
  }

  private record Built(Activation activation, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return activation.apply(x);
    }
  }
}
