package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The implementation of {@link BatchNorm1d} and {@link BatchNorm2d}: y = (x − mean)/√(variance +
 * ε)·weight + bias for each channel, the first axis of a sample. In training, mean and variance are
 * those of the whole batch, which also update the running statistics; in inference they are the
 * running statistics.
 */
record BatchNorm(
    double epsilon,
    double momentum,
    Parameter weight,
    Parameter bias,
    Parameter runningMean,
    Parameter runningVariance,
    Shape outputShape)
    implements Layer {

  static final double DEFAULT_EPSILON = 1e-5;
  static final double DEFAULT_MOMENTUM = 0.1;

  static void check(String id, double epsilon, double momentum) {
    Require.epsilon(id, epsilon);
    Require.that(momentum >= 0 && momentum <= 1, id, "momentum", momentum, "from 0 to 1");
  }

  static Layer build(double epsilon, double momentum, Shape input, Scope scope) {
    Shape channels = Shape.of(input.dim(0));
    return new BatchNorm(
        epsilon,
        momentum,
        scope.parameter("weight", channels, ConstantInitializer.ones()),
        scope.parameter("bias", channels, ConstantInitializer.zeros()),
        scope.averagedState("running_mean", channels, ConstantInitializer.zeros()),
        scope.averagedState("running_var", channels, ConstantInitializer.ones()),
        input);
  }

  @Override
  public Tensor forward(Tensor x, ForwardContext context) {
    Tensor mean = perChannel(context.read(runningMean));
    Tensor variance = perChannel(context.read(runningVariance));
    if (context.training()) {
      List<Integer> axes =
          IntStream.range(0, x.shape().rank()).filter(axis -> axis != 1).boxed().toList();
      mean = x.mean(axes, true);
      variance = x.variance(axes, true);
      update(x, mean, variance, context);
    }
    Tensor standard = x.sub(mean).mul(variance.add(epsilon).rsqrt());
    return standard.mul(perChannel(context.read(weight))).add(perChannel(context.read(bias)));
  }

  /** Updates the running statistics; the variance is unbiased, which needs more than one value. */
  private void update(Tensor x, Tensor mean, Tensor variance, ForwardContext context) {
    int channels = weight.shape().size();
    double count = (double) x.shape().size() / channels;
    move(runningMean, mean, context);
    if (count > 1) {
      move(runningVariance, variance.mul(count / (count - 1)), context);
    }
  }

  private void move(Parameter state, Tensor value, ForwardContext context) {
    Tensor old = context.read(state).mul(1 - momentum);
    context.update(state, old.add(value.reshape(state.shape()).mul(momentum)).detach());
  }

  /** Reshapes [channels] to [channels, 1, ..], which broadcasts over a batch. */
  private Tensor perChannel(Tensor values) {
    Shape shape = values.shape();
    for (int axis = 1; axis < outputShape.rank(); axis++) {
      int[] dims = java.util.Arrays.copyOf(shape.dims(), shape.rank() + 1);
      dims[shape.rank()] = 1;
      shape = Shape.of(dims);
    }
    return values.reshape(shape);
  }
}
