package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * NAdam: Adam with Nesterov momentum.
 *
 * <pre>
 * g ← g + weightDecay · p                     (decoupled: p ← p · (1 − learningRate · weightDecay))
 * μ(t) = beta1 · (1 − 0.96^(t · momentumDecay) / 2),   M(t) = μ(1) · … · μ(t)
 * m ← beta1 · m + (1 − beta1) · g
 * v ← beta2 · v + (1 − beta2) · g²
 * p ← p − learningRate · (g · (1 − μ(t)) / (1 − M(t)) + m · μ(t+1) / (1 − M(t+1)))
 *         / (√(v / (1 − beta2^t)) + epsilon)
 * </pre>
 *
 * <p>From Dozat, <i>Incorporating Nesterov Momentum into Adam</i>, ICLR 2016 workshop. The rule and
 * the defaults are those of PyTorch's {@code torch.optim.NAdam}.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 2e-3 by default
 * @param beta1 decay rate of the running mean of the gradient, in [0, 1); 0.9 by default
 * @param beta2 decay rate of the running mean of the squared gradient, in [0, 1); 0.999 by default
 * @param epsilon added to the denominator for numerical stability, &ge; 0; 1e-8 by default
 * @param weightDecay the L2 penalty factor, &ge; 0; 0 by default
 * @param momentumDecay decay rate with which the momentum approaches beta1, &ge; 0; 4e-3 by default
 * @param decoupled whether weight decay is applied to the weights directly (as in {@link AdamW})
 *     instead of being added to the gradient; false by default
 */
public record NAdam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double momentumDecay,
    boolean decoupled)
    implements FiniteRule {

  private static final String ID = "nadam";

  /** Indices into the scalars that {@link #prepare} computes. */
  private static final int GRADIENT_FACTOR = 0;

  private static final int MEAN_FACTOR = 1;
  private static final int ROOT_FACTOR = 2;

  private static final double MOMENTUM_BASE = 0.96;
  private static final double NEGLIGIBLE = 1e-17;

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public NAdam {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "beta1", beta1);
    Checks.belowOne(ID, "beta2", beta2);
    Checks.notNegative(ID, "epsilon", epsilon);
    Checks.notNegative(ID, "weightDecay", weightDecay);
    Checks.notNegative(ID, "momentumDecay", momentumDecay);
  }

  /** Uses the default attributes. */
  public NAdam() {
    this(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3, false);
  }

  /** The default attributes with the given learning rate. */
  public static NAdam of(double learningRate) {
    return new NAdam().withLearningRate(learningRate);
  }

  @Override
  public NAdam withLearningRate(double newRate) {
    return new NAdam(newRate, beta1, beta2, epsilon, weightDecay, momentumDecay, decoupled);
  }

  /** Returns a copy with another weight decay. */
  public NAdam withWeightDecay(double newWeightDecay) {
    return new NAdam(learningRate, beta1, beta2, epsilon, newWeightDecay, momentumDecay, decoupled);
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
        .with("momentum_decay", momentumDecay)
        .with("decoupled", decoupled);
  }

  @Override
  public NAdam with(Attributes given) {
    Checks.known(given, attributes());
    return new NAdam(
        learningRate,
        given.number("beta1", beta1),
        given.number("beta2", beta2),
        given.number("epsilon", epsilon),
        given.number("weight_decay", weightDecay),
        given.number("momentum_decay", momentumDecay),
        given.bool("decoupled", decoupled));
  }

  /** The first moment m and the second moment v. */
  @Override
  public int slots() {
    return 2;
  }

  /** The factors of the gradient and of its mean, and the bias correction of the denominator. */
  @Override
  public int scalars() {
    return 3;
  }

  @Override
  public void prepare(long step, double[] scalars) {
    double ratio = Powers.power(MOMENTUM_BASE, momentumDecay);
    double product = 1;
    double fading = 1;
    // M(t) <= beta1^t: stop once the product is negligible
    for (long t = 1; t <= step && product > NEGLIGIBLE; t++) {
      fading *= ratio;
      product *= beta1 * (1 - fading / 2);
    }
    double now = momentum(step);
    double next = momentum(step + 1);
    scalars[GRADIENT_FACTOR] = (1 - now) / (1 - product);
    scalars[MEAN_FACTOR] = next / (1 - product * next);
    scalars[ROOT_FACTOR] = 1 / Math.sqrt(1 - Powers.decayed(beta2, step));
  }

  private double momentum(long step) {
    return beta1 * (1 - Powers.power(MOMENTUM_BASE, step * momentumDecay) / 2);
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
    float[] v = slice.slots[1];
    float ofGradient = (float) (slice.learningRate * slice.scalars[GRADIENT_FACTOR]);
    float ofMean = (float) (slice.learningRate * slice.scalars[MEAN_FACTOR]);
    float rootFactor = (float) slice.scalars[ROOT_FACTOR];
    float keepMean = (float) beta1;
    float takeMean = (float) (1 - beta1);
    float keepSquare = (float) beta2;
    float takeSquare = (float) (1 - beta2);
    float eps = (float) epsilon;
    float decay = decoupled ? 0 : (float) weightDecay;
    float kept = decoupled ? (float) (1 - slice.learningRate * weightDecay) : 1;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float mean = keepMean * m[i] + takeMean * g;
      float square = keepSquare * v[i] + takeSquare * (g * g);
      m[i] = mean;
      v[i] = square;
      float divisor = (float) Math.sqrt(square) * rootFactor + eps;
      p[i] = kept * p[i] - (ofGradient * g + ofMean * mean) / divisor;
    }
  }
}
