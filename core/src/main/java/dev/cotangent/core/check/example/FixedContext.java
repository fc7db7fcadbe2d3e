package dev.cotangent.core.check.example;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.random.Bernoulli;
import dev.cotangent.core.op.random.RandomNormal;
import dev.cotangent.core.op.random.RandomOp;
import dev.cotangent.core.op.random.RandomUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.ForwardContext;
import java.util.List;

/**
 * A layer context with fixed parameters and fixed random numbers, for checks. Immutable.
 *
 * @param training whether the layer is in training mode
 * @param parameters the layer's weights and states
 * @param values a tensor for each parameter, in the same order
 * @param dtype the element type that the layer computes in and of random tensors, F32 or F64
 */
public record FixedContext(
    boolean training, List<Parameter> parameters, List<Tensor> values, DType dtype)
    implements ForwardContext {

  /** Copies the lists. */
  public FixedContext {
    parameters = List.copyOf(parameters);
    values = List.copyOf(values);
  }

  /** A context with element type F64. */
  public FixedContext(boolean training, List<Parameter> parameters, List<Tensor> values) {
    this(training, parameters, values, DType.F64);
  }

  @Override
  public Tensor read(Parameter parameter) {
    return values.get(parameters.indexOf(parameter));
  }

  @Override
  public Tensor bernoulli(String path, double probability, Shape shape) {
    return drawn(new Bernoulli(RandomStream.hash(path), probability, shape));
  }

  @Override
  public Tensor uniform(String path, Shape shape) {
    return drawn(new RandomUniform(RandomStream.hash(path), shape)).cast(dtype);
  }

  @Override
  public Tensor normal(String path, Shape shape) {
    return drawn(new RandomNormal(RandomStream.hash(path), shape)).cast(dtype);
  }

  private static Tensor drawn(RandomOp op) {
    return op.on(
        Tensor.i32(Shape.of(2), 7, 0),
        Tensor.i32(Shape.of(2), 1, 0),
        Tensor.of(Shape.of(1), new int[] {0}));
  }

  @Override
  public void update(Parameter state, Tensor value) {
    // checks use the output alone
  }
}
