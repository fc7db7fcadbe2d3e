package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;

/**
 * A part of a model, built for one input shape: owns its parameters, turns tensors into tensors.
 * Immutable; values live in the model's store.
 */
public interface Layer {

  /** Shape of one sample of the output, without the batch axis. */
  Shape outputShape();

  /**
   * The output for a batch.
   *
   * @param x the input [batch, ...]
   * @param context gives the parameters' tensors, random masks and whether this is training
   */
  Tensor forward(Tensor x, ForwardContext context);
}
