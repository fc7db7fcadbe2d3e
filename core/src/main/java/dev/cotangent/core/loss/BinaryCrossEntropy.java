package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Sigmoid;
import dev.cotangent.core.spi.Interval;
import java.util.OptionalDouble;

/**
 * Binary cross-entropy: −t·ln p − (1 − t)·ln(1 − p) for probabilities p and targets t from 0 to 1,
 * averaged over all elements, as in PyTorch's {@code binary_cross_entropy}: logarithms are clamped
 * at −100, and no gradient flows through a clamped one. {@link BinaryCrossEntropyWithLogits} needs
 * no clamp.
 *
 * <p>Below the smallest normal number of F32, 1.2e-38, the derivative 1/p of ln p would overflow.
 * If p is the result of a sigmoid, the gradient is taken with respect to the sigmoid's input
 * instead, which is accurate down to the clamp; otherwise the derivative is held at its value for
 * that number.
 */
public record BinaryCrossEntropy() implements ElementLoss {

  private static final double LEAST = -100;
  private static final double SMALLEST = StrictMath.exp(LEAST);

  @Override
  public String id() {
    return "bce";
  }

  @Override
  public Scores scores() {
    return Scores.PROBABILITIES;
  }

  @Override
  public OptionalDouble threshold() {
    return OptionalDouble.of(0.5);
  }

  @Override
  public Interval predictions() {
    return new Interval(0, 1);
  }

  @Override
  public Interval targets() {
    return new Interval(0, 1);
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    Tensor yes = target.mul(log(prediction));
    Tensor no = target.neg().add(1).mul(logOfRest(prediction));
    return yes.add(no).neg();
  }

  /** ln p. */
  private static Tensor log(Tensor p) {
    if (p.dtype() != DType.F32) {
      return held(p, p.lessEqual(SMALLEST).where(Targets.scalar(p, 1), p).log());
    }
    Tensor tiny = p.less(Float.MIN_NORMAL);
    Tensor log = tiny.where(Targets.scalar(p, 1), p).log();
    return tiny.where(held(p, logOfTiny(p)), log);
  }

  /** A logarithm of p, where it is not clamped. */
  private static Tensor held(Tensor p, Tensor log) {
    return p.lessEqual(SMALLEST).where(Targets.scalar(p, LEAST), log);
  }

  /** ln p, whose derivative does not overflow. */
  private static Tensor logOfTiny(Tensor p) {
    if (p.op() instanceof Sigmoid) {
      return p.input(0).neg().softplus().neg();
    }
    Tensor value = p.detach();
    Tensor safe = value.lessEqual(SMALLEST).where(Targets.scalar(p, 1), value);
    return safe.log().add(p.sub(value).div(Float.MIN_NORMAL));
  }

  /** ln(1 − p). */
  private static Tensor logOfRest(Tensor p) {
    Tensor held = p.greaterEqual(1);
    Tensor rest = held.where(Targets.scalar(p, 0), p).neg().log1p();
    return held.where(Targets.scalar(p, LEAST), rest);
  }
}
