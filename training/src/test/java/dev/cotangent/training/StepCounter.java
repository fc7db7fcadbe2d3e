package dev.cotangent.training;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/** A layer that counts steps, in a state that is no mean. */
record StepCounter() implements LayerSpec {

  @Override
  public String id() {
    return "step_counter";
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
    Parameter count = scope.state("count", Shape.scalar(), ConstantInitializer.zeros());
    return new Counting(count, input);
  }

  private record Counting(Parameter count, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      if (context.training()) {
        context.update(count, context.read(count).add(1));
      }
      return x;
    }
  }
}
