package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;

/**
 * Log-softmax: y = ln(e^x/Σ e^x) along an axis. Numerically stable. Any shape with that axis.
 *
 * @param axis the axis along which results are normalized, negative counts from the end, 0 is the
 *     batch; saved as {@code axis}, by default −1
 */
public record LogSoftmax(int axis) implements Activation {

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public LogSoftmax() {
    this(-1);
  }

  /** Creates a log-softmax along that axis. */
  public static LogSoftmax of(int axis) {
    return new LogSoftmax(axis);
  }

  @Override
  public String id() {
    return "log_softmax";
  }

  @Override
  public Tensor apply(Tensor x) {
    return LastAxis.of(x, axis, Tensor::logSoftmax);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("axis", axis);
  }

  @Override
  public LogSoftmax with(Attributes attributes) {
    attributes.allowOnly("axis");
    return new LogSoftmax(attributes.integer("axis", axis));
  }
}
