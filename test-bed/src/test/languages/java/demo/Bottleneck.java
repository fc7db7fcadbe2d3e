package demo;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/** x + V·f(U·x + b), through fewer features. */
public record Bottleneck(int rank, String activation) implements LayerSpec {

  /** Checks the attributes. */
  public Bottleneck {
    if (rank < 1) {
      throw new CotangentException("bottleneck: attribute 'rank' is " + rank + ", expected at least 1");
    }
  }

  /** The defaults. */
  public Bottleneck() {
    this(2, "tanh");
  }

  @Override
  public String id() {
    return "bottleneck";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("rank", rank).with("activation", activation);
  }

  @Override
  public Bottleneck with(Attributes attributes) {
    attributes.allowOnly("rank", "activation");
    return new Bottleneck(
        attributes.integer("rank", rank), attributes.text("activation", activation));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.isScalar()) {
      throw new ShapeException(
          "bottleneck '" + scope.path() + "': scalars, expected samples with features");
    }
    int features = input.dim(-1);
    return new Built(
        scope.parameter("down", Shape.of(rank, features), new KaimingUniform(features)),
        scope.parameter("bias", Shape.of(rank), ConstantInitializer.zeros()),
        scope.parameter("up", Shape.of(features, rank), new KaimingUniform(rank)),
        scope.activation(activation, Attributes.none()),
        input);
  }

  private record Built(Parameter down, Parameter bias, Parameter up, Activation f, Shape outputShape)
      implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Tensor narrow = x.matmul(context.read(down).transpose()).add(context.read(bias));
      return x.add(f.apply(narrow).matmul(context.read(up).transpose()));
    }
  }
}
