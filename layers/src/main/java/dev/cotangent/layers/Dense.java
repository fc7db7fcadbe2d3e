package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Initializer;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Fully connected layer: y = x·Wᵀ + b over the last axis. Samples [..., in] become [..., units].
 *
 * <p>Parameters, named and laid out as in PyTorch's {@code Linear}: {@code weight} [units, in] and
 * {@code bias} [units], both initialized uniformly in ±1/√in ({@link KaimingUniform}).
 *
 * @param units number of outputs, the length of the last axis, at least 1; saved as {@code units}
 * @param bias whether to add b; saved as {@code bias}, by default true
 * @param initializer of the weight, a name accepted by {@link
 *     dev.cotangent.core.parameter.Initializers#named}, or {@code default} (the initialization
 *     above); saved as {@code initializer}, by default {@code default}
 */
public record Dense(int units, boolean bias, String initializer) implements LayerSpec {

  /** Validates the attributes. */
  public Dense {
    if (units < 1) {
      throw new CotangentException("dense: attribute 'units' is " + units + ", expected 1 or more");
    }
    FirstWeights.check(initializer);
  }

  /** Uses PyTorch's initialization. */
  public Dense(int units, boolean bias) {
    this(units, bias, FirstWeights.DEFAULT);
  }

  /** One unit with a bias; required by {@link java.util.ServiceLoader}. */
  public Dense() {
    this(1, true);
  }

  /** Creates a layer with that many units and a bias. */
  public static Dense of(int units) {
    return new Dense(units, true);
  }

  /** Returns a copy without a bias. */
  public Dense withoutBias() {
    return new Dense(units, false, initializer);
  }

  /** Returns a copy with another initializer of the weight; that of the bias does not change. */
  public Dense withInitializer(String name) {
    return new Dense(units, bias, name);
  }

  @Override
  public String id() {
    return "dense";
  }

  @Override
  public Attributes attributes() {
    Attributes plain = Attributes.none().with("units", units).with("bias", bias);
    return FirstWeights.with(plain, initializer);
  }

  @Override
  public Dense with(Attributes attributes) {
    attributes.allowOnly("units", "bias", FirstWeights.ATTRIBUTE);
    return new Dense(
        attributes.integer("units"),
        attributes.bool("bias", true),
        attributes.text(FirstWeights.ATTRIBUTE, FirstWeights.DEFAULT));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.rank() == 0) {
      throw new ShapeException(
          "dense '" + scope.path() + "': samples are scalars, expected an axis of inputs");
    }
    int in = input.dim(-1);
    KaimingUniform initial = new KaimingUniform(in);
    // stored as [in, units], so that the columns of the product are contiguous
    Initializer first = FirstWeights.of(initializer, in);
    Parameter weight = scope.parameter("weight", Shape.of(units, in), first, List.of(1, 0));
    Optional<Parameter> offset =
        bias ? Optional.of(scope.parameter("bias", Shape.of(units), initial)) : Optional.empty();
    return new Built(weight, offset, input.with(-1, units));
  }

  private record Built(Parameter weight, Optional<Parameter> bias, Shape outputShape)
      implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Tensor y = x.matmul(context.read(weight).transpose());
      return bias.isPresent() ? y.add(context.read(bias.get())) : y;
    }
  }
}
