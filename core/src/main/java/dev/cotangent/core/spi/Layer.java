package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;

/**
 * A layer of a model, built for one input shape: it owns its parameters and computes its output in
 * tensors. Immutable; parameter values are held by the model's store.
 */
public interface Layer {

  /** Shape of one sample of the output, without the batch axis. */
  Shape outputShape();

  /**
   * Computes the output for a batch.
   *
   * @param x the input [batch, ...]
   * @param context provides the parameters' tensors, random draws and the training mode
   */
  Tensor forward(Tensor x, ForwardContext context);
}
