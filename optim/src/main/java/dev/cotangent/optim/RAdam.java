package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * RAdam: Adam with rectified steps; while the second moment is estimated from too few gradients,
 * the step is that of plain momentum.
 *
 * <pre>
 * g ← g + weightDecay · p                     (decoupled: p ← p · (1 − learningRate · weightDecay))
 * m ← beta1 · m + (1 − beta1) · g
 * v ← beta2 · v + (1 − beta2) · g²
 * ρ∞ = 2 / (1 − beta2) − 1,   ρ = ρ∞ − 2t · beta2^t / (1 − beta2^t)
 * r = √((ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ))
 * p ← p − learningRate / (1 − beta1^t) · m · r · √(1 − beta2^t) / (√v + epsilon)    if ρ &gt; 5
 * p ← p − learningRate / (1 − beta1^t) · m                                          otherwise
 * </pre>
 *
 * <p>From Liu et al., <i>On the Variance of the Adaptive Learning Rate and Beyond</i>, ICLR 2020
 * (arXiv:1908.03265). The rule and the defaults are those of PyTorch's {@code torch.optim.RAdam}.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1e-3 by default
 * @param beta1 decay rate of the running mean of the gradient, in [0, 1); 0.9 by default
 * @param beta2 decay rate of the running mean of the squared gradient, in [0, 1); 0.999 by default
 * @param epsilon added to the denominator for numerical stability, &ge; 0; 1e-8 by default
 * @param weightDecay the L2 penalty factor, &ge; 0; 0 by default
 * @param decoupled whether weight decay is applied to the weights directly (as in {@link AdamW})
 *     instead of being added to the gradient; false by default
 */
public record RAdam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean decoupled)
    implements FiniteRule {

  private static final String ID = "radam";

  /** Indices into the scalars that {@link #prepare} computes. */
  private static final int STEP_FACTOR = 0;

  private static final int ROOT_FACTOR = 1;

  /** The second moment is used when ρ exceeds this. */
  private static final double TRUSTED = 5;

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public RAdam {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "beta1", beta1);
    Checks.belowOne(ID, "beta2", beta2);
    Checks.notNegative(ID, "epsilon", epsilon);
    Checks.notNegative(ID, "weightDecay", weightDecay);
  }

  /** Uses the default attributes. */
  public RAdam() {
    this(1e-3, 0.9, 0.999, 1e-8, 0, false);
  }

  /** The default attributes with the given learning rate. */
  public static RAdam of(double learningRate) {
    return new RAdam().withLearningRate(learningRate);
  }

  @Override
  public RAdam withLearningRate(double newRate) {
    return new RAdam(newRate, beta1, beta2, epsilon, weightDecay, decoupled);
  }

  /** Returns a copy with another weight decay. */
  public RAdam withWeightDecay(double newWeightDecay) {
    return new RAdam(learningRate, beta1, beta2, epsilon, newWeightDecay, decoupled);
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
        .with("decoupled", decoupled);
  }

  @Override
  public RAdam with(Attributes given) {
    Checks.known(given, attributes());
    return new RAdam(
        learningRate,
        given.number("beta1", beta1),
        given.number("beta2", beta2),
        given.number("epsilon", epsilon),
        given.number("weight_decay", weightDecay),
        given.bool("decoupled", decoupled));
  }

  /** The first moment m and the second moment v. */
  @Override
  public int slots() {
    return 2;
  }

  /** The bias correction of the first moment, and r · √(1 − beta2^t), or 0 while ρ is too small. */
  @Override
  public int scalars() {
    return 2;
  }

  @Override
  public void prepare(long step, double[] scalars) {
    double power = Powers.decayed(beta2, step);
    double most = 2 / (1 - beta2) - 1;
    double length = most - 2 * step * power / (1 - power);
    scalars[STEP_FACTOR] = 1 / (1 - Powers.decayed(beta1, step));
    scalars[ROOT_FACTOR] =
        length > TRUSTED ? rectification(length, most) * Math.sqrt(1 - power) : 0;
  }

  private static double rectification(double length, double most) {
    return Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
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
    float rate = (float) (slice.learningRate * slice.scalars[STEP_FACTOR]);
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
      float scale = rootFactor == 0 ? 1 : rootFactor / ((float) Math.sqrt(square) + eps);
      p[i] = kept * p[i] - rate * mean * scale;
    }
  }
}
