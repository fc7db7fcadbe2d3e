package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Batch normalization: y = (x − mean)/√(variance + ε)·weight + bias for each channel. In training,
 * mean and variance are those of the whole batch, for any number of workers, and gradients flow
 * through them; in inference they are the running statistics. Samples [channels] or [channels,
 * length] keep their shape.
 *
 * <p>Parameters, named as in PyTorch's {@code BatchNorm1d}, all [channels]: {@code weight},
 * initially 1, and {@code bias}, initially 0. States: {@code running_mean}, initially 0, and {@code
 * running_var}, initially 1. Each training step sets them to (1 − momentum)·old + momentum·batch
 * statistic, with the unbiased variance. A batch with one value per channel has no unbiased
 * variance and leaves {@code running_var} unchanged.
 *
 * <p>S. Ioffe, C. Szegedy: <i>Batch normalization</i>, arXiv 1502.03167, 2015.
 *
 * @param epsilon ε, above 0; saved as {@code epsilon}, by default 1e-5, as in PyTorch
 * @param momentum from 0 to 1; saved as {@code momentum}, by default 0.1, as in PyTorch
 */
public record BatchNorm1d(double epsilon, double momentum) implements LayerSpec {

  /** Validates the attributes. */
  public BatchNorm1d {
    BatchNorm.check("batch_norm1d", epsilon, momentum);
  }

  /** Uses PyTorch's defaults; required by {@link java.util.ServiceLoader}. */
  public BatchNorm1d() {
    this(BatchNorm.DEFAULT_EPSILON, BatchNorm.DEFAULT_MOMENTUM);
  }

  /** Returns a copy with another ε. */
  public BatchNorm1d withEpsilon(double other) {
    return new BatchNorm1d(other, momentum);
  }

  /** Returns a copy with another momentum, from 0 to 1. */
  public BatchNorm1d withMomentum(double other) {
    return new BatchNorm1d(epsilon, other);
  }

  @Override
  public String id() {
    return "batch_norm1d";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("epsilon", epsilon).with("momentum", momentum);
  }

  @Override
  public BatchNorm1d with(Attributes attributes) {
    attributes.allowOnly("epsilon", "momentum");
    return new BatchNorm1d(
        attributes.number("epsilon", BatchNorm.DEFAULT_EPSILON),
        attributes.number("momentum", BatchNorm.DEFAULT_MOMENTUM));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.rank() != 1 && input.rank() != 2) {
      throw new ShapeException(
          "batch_norm1d '"
              + scope.path()
              + "': samples "
              + input
              + ", expected [channels] or [channels, length]");
    }
    return BatchNorm.build(epsilon, momentum, input, scope);
  }
}
