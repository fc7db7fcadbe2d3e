package dev.cotangent.layers;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.Layer;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Scope;
import java.util.function.UnaryOperator;

/**
 * y = a function of one's own, in tensors: what needs no plugin, because the model is never saved.
 * Saving one that has such a layer is an error, as no file can hold a function.
 *
 * @param name for messages
 * @param function of a batch; it keeps the batch axis, and is safe for use by many threads
 */
public record Lambda(String name, UnaryOperator<Tensor> function) implements LayerSpec {

  @Override
  public String id() {
    return "lambda";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("name", name);
  }

  @Override
  public Lambda with(Attributes attributes) {
    attributes.allowOnly("name");
    return new Lambda(attributes.text("name", name), function);
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Tensor sample = function.apply(Tensor.input("x", DType.F32, input.prepend(1)));
    if (sample.shape().rank() == 0 || sample.shape().dim(0) != 1) {
      throw new ShapeException(
          "lambda '"
              + name
              + "' at '"
              + scope.path()
              + "' changes the batch axis: "
              + sample.type());
    }
    return new Built(function, sample.shape().without(0));
  }

  private record Built(UnaryOperator<Tensor> function, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return function.apply(x);
    }
  }
}
