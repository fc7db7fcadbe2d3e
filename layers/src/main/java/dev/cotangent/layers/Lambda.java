package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.function.UnaryOperator;

/**
 * A layer defined by a function of tensors. A file cannot hold code, so a model with a lambda can
 * be saved and loaded only with a registry that contains the same lambda: {@code
 * Registry.standard().with(new Lambda("half", x -> x.mul(0.5)))}. A registry holds one lambda; for
 * several functions write layers.
 *
 * @param name the name used in messages; saved as {@code name}
 * @param function maps a batch to a batch of the same size; must be thread-safe
 */
public record Lambda(String name, UnaryOperator<Tensor> function) implements LayerSpec {

  /** Rejects a null name or function. */
  public Lambda {
    Given.of("lambda: the name", name);
    Given.of("lambda: the function", function);
  }

  /** Creates a layer that applies a function; the name stands in messages. */
  public static Lambda of(String name, UnaryOperator<Tensor> function) {
    return new Lambda(name, function);
  }

  @Override
  public String id() {
    return "lambda";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("name", name);
  }

  /**
   * Returns this lambda.
   *
   * @throws CotangentException if the attributes have another name
   */
  @Override
  public Lambda with(Attributes attributes) {
    attributes.allowOnly("name");
    String wanted = attributes.text("name", name);
    if (!wanted.equals(name)) {
      throw new CotangentException(
          "lambda '"
              + wanted
              + "' is not in the registry, expected '"
              + name
              + "', the one whose function it has; write a layer for each further function");
    }
    return this;
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    String place = "lambda '" + name + "' at '" + scope.path() + "'";
    Tensor sample = apply(place, Tensor.input("x", DType.F32, input.prepend(1)));
    if (sample.shape().rank() == 0 || sample.shape().dim(0) != 1) {
      throw new ShapeException(
          place
              + " returns "
              + sample.type()
              + " for a batch of 1, expected the batch axis to be kept");
    }
    return new Built(this, place, sample.shape().without(0));
  }

  private Tensor apply(String place, Tensor x) {
    try {
      return Given.of("the result", function.apply(x));
    } catch (ShapeException failure) {
      throw new ShapeException(place + ": " + failure.getMessage(), failure);
    } catch (Throwable failure) {
      throw new CotangentException(place + ": " + CotangentException.describe(failure), failure);
    }
  }

  private record Built(Lambda lambda, String place, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return lambda.apply(place, x);
    }
  }
}
