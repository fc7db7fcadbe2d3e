package dev.cotangent.core.loss;

import dev.cotangent.core.Tensor;

/**
 * −t·ln p − (1 − t)·ln(1 − p) for probabilities p and targets t from 0 to 1, averaged over all
 * elements, as PyTorch's {@code binary_cross_entropy}: no logarithm is below −100, and where one is
 * held there no gradient flows. {@link BinaryCrossEntropyWithLogits} has no such place.
 */
public record BinaryCrossEntropy() implements ElementLoss {

  private static final double LEAST = -100;
  private static final double SMALLEST = StrictMath.exp(LEAST);

  @Override
  public String id() {
    return "bce";
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    Tensor yes = target.mul(log(prediction));
    Tensor no = target.neg().add(1).mul(logOfRest(prediction));
    return yes.add(no).neg();
  }

  /** ln p. */
  private static Tensor log(Tensor p) {
    Tensor held = p.lessEqual(SMALLEST);
    return held.where(Targets.scalar(p, LEAST), held.where(Targets.scalar(p, 1), p).log());
  }

  /** ln(1 − p). */
  private static Tensor logOfRest(Tensor p) {
    Tensor held = p.greaterEqual(1);
    Tensor rest = held.where(Targets.scalar(p, 0), p).neg().log1p();
    return held.where(Targets.scalar(p, LEAST), rest);
  }
}
