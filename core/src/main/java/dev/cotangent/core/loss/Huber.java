package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;

/**
 * Huber loss: with d = |prediction − target|: d²/2 where d is at most δ, else δ·(d − δ/2); averaged
 * over all elements, as in PyTorch's {@code huber_loss}.
 *
 * <p>P. J. Huber: <i>Robust estimation of a location parameter</i>, 1964.
 *
 * @param delta δ, above 0 (PyTorch's default); saved as {@code delta}, by default 1.0
 */
public record Huber(double delta) implements ElementLoss {

  /** Checks the attributes. */
  public Huber {
    Options.positive("huber", "delta", delta);
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public Huber() {
    this(1.0);
  }

  /** Creates the loss with that δ, above 0. */
  public static Huber of(double delta) {
    return new Huber(delta);
  }

  @Override
  public String id() {
    return "huber";
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    Tensor difference = prediction.sub(target);
    Tensor distance = difference.abs();
    return distance
        .lessEqual(delta)
        .where(difference.square().div(2), distance.sub(delta / 2).mul(delta));
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("delta", delta);
  }

  @Override
  public Huber with(Attributes attributes) {
    attributes.allowOnly("delta");
    return Huber.of(attributes.number("delta", delta));
  }
}
