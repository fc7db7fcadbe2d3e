package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.Layer;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Scope;

/**
 * y = (x − mean)/√(variance + ε)·weight + bias for each channel. In training mean and variance are
 * those of the whole batch, whatever the number of workers, and gradients flow through them; in
 * prediction they are the running ones. Samples [channels, height, width] keep their shape.
 *
 * <p>Parameters, named as PyTorch's {@code BatchNorm2d}, all [channels]: {@code weight}, first 1,
 * and {@code bias}, first 0. States: {@code running_mean}, first 0, and {@code running_var}, first
 * 1, which after each step become (1 − momentum)·old + momentum·that of the batch, the variance
 * being the unbiased one. A batch of one number a channel has none, and leaves it as it is.
 *
 * <p>S. Ioffe, C. Szegedy: <i>Batch normalization</i>, arXiv 1502.03167, 2015.
 *
 * @param epsilon ε, above 0; saved as {@code epsilon}, by default 1e-5, as in PyTorch
 * @param momentum from 0 to 1; saved as {@code momentum}, by default 0.1, as in PyTorch
 */
public record BatchNorm2d(double epsilon, double momentum) implements LayerSpec {

  /** Checks the attributes. */
  public BatchNorm2d {
    BatchNorm.check("batch_norm2d", epsilon, momentum);
  }

  /** PyTorch's defaults; for {@link java.util.ServiceLoader}. */
  public BatchNorm2d() {
    this(BatchNorm.DEFAULT_EPSILON, BatchNorm.DEFAULT_MOMENTUM);
  }

  @Override
  public String id() {
    return "batch_norm2d";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("epsilon", epsilon).with("momentum", momentum);
  }

  @Override
  public BatchNorm2d with(Attributes attributes) {
    attributes.allowOnly("epsilon", "momentum");
    return new BatchNorm2d(
        attributes.number("epsilon", BatchNorm.DEFAULT_EPSILON),
        attributes.number("momentum", BatchNorm.DEFAULT_MOMENTUM));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Require.rank(id(), scope, input, 3, "[channels, height, width]");
    return BatchNorm.build(epsilon, momentum, input, scope);
  }
}
