package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;

/**
 * Smooth L1 loss: with d = |prediction − target|: d²/(2β) where d is below β, else d − β/2;
 * averaged over all elements, as in PyTorch's {@code smooth_l1_loss}.
 *
 * <p>R. Girshick: <i>Fast R-CNN</i>, ICCV 2015.
 *
 * @param beta β, from 0, where it is {@link MeanAbsoluteError} (PyTorch's default); saved as {@code
 *     beta}, by default 1.0
 */
public record SmoothL1(double beta) implements ElementLoss {

  /** Checks the attributes. */
  public SmoothL1 {
    Options.notNegative("smooth_l1", "beta", beta);
  }

  /** Creates the loss with its defaults; used by {@link java.util.ServiceLoader}. */
  public SmoothL1() {
    this(1.0);
  }

  /** Creates the loss with that β, from 0. */
  public static SmoothL1 of(double beta) {
    return new SmoothL1(beta);
  }

  @Override
  public String id() {
    return "smooth_l1";
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    Tensor difference = prediction.sub(target);
    Tensor distance = difference.abs();
    if (beta == 0) {
      return distance;
    }
    return distance.less(beta).where(difference.square().div(2 * beta), distance.sub(beta / 2));
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("beta", beta);
  }

  @Override
  public SmoothL1 with(Attributes attributes) {
    attributes.allowOnly("beta");
    return new SmoothL1(attributes.number("beta", beta));
  }
}
