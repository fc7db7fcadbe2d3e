package dev.cotangent.optim;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Slice;

/**
 * Adam whose first steps are rectified: while the mean square rests on too few gradients to be
 * trusted, the step is that of plain momentum.
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
 * <p>An immutable value; safe for use by many threads on different slices.
 *
 * @param learningRate &gt; 0; 1e-3 by default
 * @param beta1 how much of the mean gradient is kept, in [0, 1); 0.9 by default
 * @param beta2 how much of the mean square is kept, in [0, 1); 0.999 by default
 * @param epsilon keeps the divisor away from 0, &ge; 0; 1e-8 by default
 * @param weightDecay the L2 penalty's factor, &ge; 0; 0 by default
 * @param decoupled whether weight decay shrinks the weights instead of joining the gradient; false
 *     by default
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

  /** Positions of what {@link #prepare} computes. */
  private static final int STEP_FACTOR = 0;

  private static final int ROOT_FACTOR = 1;

  /** The least ρ at which the mean square is used. */
  private static final double TRUSTED = 5;

  /**
   * Checks the numbers.
   *
   * @throws dev.cotangent.core.CotangentException if one is out of range or NaN
   */
  public RAdam {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "beta1", beta1);
    Checks.belowOne(ID, "beta2", beta2);
    Checks.notNegative(ID, "epsilon", epsilon);
    Checks.notNegative(ID, "weightDecay", weightDecay);
  }

  /** The defaults. */
  public RAdam() {
    this(1e-3, 0.9, 0.999, 1e-8, 0, false);
  }

  /** The defaults with a learning rate. */
  public static RAdam of(double learningRate) {
    return new RAdam().withLearningRate(learningRate);
  }

  @Override
  public RAdam withLearningRate(double newRate) {
    return new RAdam(newRate, beta1, beta2, epsilon, weightDecay, decoupled);
  }

  /** The same rule with another weight decay. */
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

  /** The means m and v. */
  @Override
  public int slots() {
    return 2;
  }

  /** The bias correction of the mean, and r · √(1 − beta2^t), or 0 before it can be trusted. */
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
  public void update(Slice slice) {
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
