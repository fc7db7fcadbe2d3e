package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Adam with decoupled weight decay: the decay is applied to the weights directly and does not enter
 * the moments.
 *
 * <pre>
 * p ← p · (1 − learningRate · weightDecay)
 * m ← beta1 · m + (1 − beta1) · g
 * v ← beta2 · v + (1 − beta2) · g²
 * p ← p − learningRate / (1 − beta1^t) · m / (√v / √(1 − beta2^t) + epsilon)
 * </pre>
 *
 * <p>t is the step number, starting at 1. With {@code amsgrad} the last line uses the largest v so
 * far. From Loshchilov and Hutter, <i>Decoupled Weight Decay Regularization</i>, ICLR 2019
 * (arXiv:1711.05101). The rule and the defaults are those of PyTorch's {@code torch.optim.AdamW}.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1e-3 by default
 * @param beta1 decay rate of the running mean of the gradient, in [0, 1); 0.9 by default
 * @param beta2 decay rate of the running mean of the squared gradient, in [0, 1); 0.999 by default
 * @param epsilon added to the denominator for numerical stability, &ge; 0; 1e-8 by default
 * @param weightDecay decoupled weight decay, multiplied by the learning rate, &ge; 0; 0.01 by
 *     default
 * @param amsgrad whether to use the AMSGrad variant, whose denominator never decreases; false by
 *     default
 */
public record AdamW(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean amsgrad)
    implements FiniteRule {

  private static final String ID = "adamw";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public AdamW {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "beta1", beta1);
    Checks.belowOne(ID, "beta2", beta2);
    Checks.notNegative(ID, "epsilon", epsilon);
    Checks.notNegative(ID, "weightDecay", weightDecay);
  }

  /** Uses the default attributes. */
  public AdamW() {
    this(1e-3, 0.9, 0.999, 1e-8, 1e-2, false);
  }

  /** The default attributes with the given learning rate. */
  public static AdamW of(double learningRate) {
    return new AdamW().withLearningRate(learningRate);
  }

  @Override
  public AdamW withLearningRate(double newRate) {
    return new AdamW(newRate, beta1, beta2, epsilon, weightDecay, amsgrad);
  }

  /** Returns a copy with another weight decay. */
  public AdamW withWeightDecay(double newWeightDecay) {
    return new AdamW(learningRate, beta1, beta2, epsilon, newWeightDecay, amsgrad);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("epsilon", epsilon)
        .with("weight_decay", weightDecay)
        .with("amsgrad", amsgrad);
  }

  @Override
  public AdamW with(Attributes given) {
    Checks.known(given, attributes());
    return new AdamW(
        learningRate,
        given.number("beta1", beta1),
        given.number("beta2", beta2),
        given.number("epsilon", epsilon),
        given.number("weight_decay", weightDecay),
        given.bool("amsgrad", amsgrad));
  }

  /** The first moment m, the second moment v and, with {@code amsgrad}, the largest v so far. */
  @Override
  public int slots() {
    return amsgrad ? 3 : 2;
  }

  /** The two bias corrections and the attributes that the update loop reads. */
  @Override
  public int scalars() {
    return AdamSweep.SCALARS;
  }

  @Override
  public void prepare(long step, double[] scalars) {
    AdamSweep.prepare(beta1, beta2, epsilon, step, scalars);
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay, epsilon);
  }

  @Override
  public void update(ParameterSlice slice) {
    float kept = (float) (1 - slice.learningRate * weightDecay);
    AdamSweep.update(slice, 0, kept, amsgrad);
  }
}
