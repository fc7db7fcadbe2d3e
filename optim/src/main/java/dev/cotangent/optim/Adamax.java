package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * AdaMax: Adam with an exponentially decaying maximum of the gradient magnitude in place of the
 * mean square.
 *
 * <pre>
 * g ← g + weightDecay · p
 * m ← beta1 · m + (1 − beta1) · g
 * u ← max(beta2 · u, |g| + epsilon)
 * p ← p − learningRate / (1 − beta1^t) · m / u
 * </pre>
 *
 * <p>From Kingma and Ba, <i>Adam: A Method for Stochastic Optimization</i>, ICLR 2015
 * (arXiv:1412.6980), section 7. The rule and the defaults are those of PyTorch's {@code
 * torch.optim.Adamax}.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 2e-3 by default
 * @param beta1 decay rate of the running mean of the gradient, in [0, 1); 0.9 by default
 * @param beta2 decay rate of the running maximum, in [0, 1); 0.999 by default
 * @param epsilon added to the denominator for numerical stability, &ge; 0; 1e-8 by default
 * @param weightDecay the L2 penalty factor, &ge; 0; 0 by default
 */
public record Adamax(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements FiniteRule {

  private static final String ID = "adamax";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Adamax {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "beta1", beta1);
    Checks.belowOne(ID, "beta2", beta2);
    Checks.notNegative(ID, "epsilon", epsilon);
    Checks.notNegative(ID, "weightDecay", weightDecay);
  }

  /** Uses the default attributes. */
  public Adamax() {
    this(2e-3, 0.9, 0.999, 1e-8, 0);
  }

  /** The default attributes with the given learning rate. */
  public static Adamax of(double learningRate) {
    return new Adamax().withLearningRate(learningRate);
  }

  @Override
  public Adamax withLearningRate(double newRate) {
    return new Adamax(newRate, beta1, beta2, epsilon, weightDecay);
  }

  /** Returns a copy with another weight decay. */
  public Adamax withWeightDecay(double newWeightDecay) {
    return new Adamax(learningRate, beta1, beta2, epsilon, newWeightDecay);
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
        .with("weight_decay", weightDecay);
  }

  @Override
  public Adamax with(Attributes given) {
    Checks.known(given, attributes());
    return new Adamax(
        learningRate,
        given.number("beta1", beta1),
        given.number("beta2", beta2),
        given.number("epsilon", epsilon),
        given.number("weight_decay", weightDecay));
  }

  /** The first moment m and the running maximum u. */
  @Override
  public int slots() {
    return 2;
  }

  /** The bias correction. */
  @Override
  public int scalars() {
    return 1;
  }

  @Override
  public void prepare(long step, double[] scalars) {
    scalars[0] = 1 / (1 - Powers.decayed(beta1, step));
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay, epsilon);
  }

  @Override
  public void update(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] m = slice.slots[0];
    float[] u = slice.slots[1];
    float rate = (float) (slice.learningRate * slice.scalars[0]);
    float keepMean = (float) beta1;
    float takeMean = (float) (1 - beta1);
    float keepLargest = (float) beta2;
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float mean = keepMean * m[i] + takeMean * g;
      float largest = Math.max(keepLargest * u[i], Math.abs(g) + eps);
      m[i] = mean;
      u[i] = largest;
      p[i] = p[i] - rate * mean / largest;
    }
  }
}
