package dev.cotangent.training;

import dev.cotangent.core.Cotangents;
import dev.cotangent.core.Op;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.Values;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.Layer;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Scope;
import java.util.List;
import java.util.function.Supplier;

/** A plugin's layer that does something else than pass its input on whenever a test says so. */
record Trip(Supplier<Float> factor) implements LayerSpec {

  @Override
  public String id() {
    return "trip";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none();
  }

  @Override
  public LayerSpec with(Attributes attributes) {
    return this;
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    return new Built(factor, input);
  }

  private record Built(Supplier<Float> factor, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return Tensor.apply(new Times(factor), List.of(x));
    }
  }

  /** y = factor · x, the factor being asked for when the op runs. */
  private record Times(Supplier<Float> factor) implements Op {

    @Override
    public String id() {
      return "trip";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      float by = factor.get();
      for (int i = 0; i < output.data().length; i++) {
        output.set(i, by * inputs.get(0).at(i));
      }
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, Tensor.apply(this, List.of(upstream)));
    }
  }
}
