package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Adam: steps along the running mean of the gradient, divided by the root of the running mean of
 * its square.
 *
 * <pre>
 * g ← g + weightDecay · p
 * m ← beta1 · m + (1 − beta1) · g
 * v ← beta2 · v + (1 − beta2) · g²
 * p ← p − learningRate / (1 − beta1^t) · m / (√v / √(1 − beta2^t) + epsilon)
 * </pre>
 *
 * <p>t is the step number, starting at 1. With {@code amsgrad} the last line uses the largest v so
 * far. From Kingma and Ba, <i>Adam: A Method for Stochastic Optimization</i>, ICLR 2015
 * (arXiv:1412.6980); AMSGrad from Reddi, Kale and Kumar, <i>On the Convergence of Adam and
 * Beyond</i>, ICLR 2018 (arXiv:1904.09237). The rule and the defaults are those of PyTorch's {@code
 * torch.optim.Adam}, where weight decay is an L2 penalty added to the gradient.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1e-3 by default
 * @param beta1 decay rate of the running mean of the gradient, in [0, 1); 0.9 by default
 * @param beta2 decay rate of the running mean of the squared gradient, in [0, 1); 0.999 by default
 * @param epsilon added to the denominator for numerical stability, &ge; 0; 1e-8 by default. With 0,
 *     a weight whose gradient has always been 0 becomes NaN
 * @param weightDecay the L2 penalty factor, &ge; 0; 0 by default
 * @param amsgrad whether to use the AMSGrad variant, whose denominator never decreases; false by
 *     default
 */
public record Adam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean amsgrad)
    implements FiniteRule {

  private static final String ID = "adam";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Adam {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "beta1", beta1);
    Checks.belowOne(ID, "beta2", beta2);
    Checks.notNegative(ID, "epsilon", epsilon);
    Checks.notNegative(ID, "weightDecay", weightDecay);
  }

  /** Uses the default attributes. */
  public Adam() {
    this(1e-3, 0.9, 0.999, 1e-8, 0, false);
  }

  /** The default attributes with the given learning rate. */
  public static Adam of(double learningRate) {
    return new Adam().withLearningRate(learningRate);
  }

  @Override
  public Adam withLearningRate(double newRate) {
    return new Adam(newRate, beta1, beta2, epsilon, weightDecay, amsgrad);
  }

  /** Returns a copy with other betas. */
  public Adam withBetas(double newBeta1, double newBeta2) {
    return new Adam(learningRate, newBeta1, newBeta2, epsilon, weightDecay, amsgrad);
  }

  /** Returns a copy with another epsilon. */
  public Adam withEpsilon(double newEpsilon) {
    return new Adam(learningRate, beta1, beta2, newEpsilon, weightDecay, amsgrad);
  }

  /** Returns a copy with another weight decay. */
  public Adam withWeightDecay(double newDecay) {
    return new Adam(learningRate, beta1, beta2, epsilon, newDecay, amsgrad);
  }

  /** Returns a copy that uses the AMSGrad variant. */
  public Adam withAmsgrad() {
    return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, true);
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
  public Adam with(Attributes given) {
    Checks.known(given, attributes());
    return new Adam(
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
    AdamSweep.update(slice, (float) weightDecay, 1, amsgrad);
  }
}
