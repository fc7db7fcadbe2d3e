package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Adagrad: divides each weight's step by the root of the sum of all its squared gradients, so that
 * steps shrink over time.
 *
 * <pre>
 * g ← g + weightDecay · p
 * s ← s + g²                                  (from initialAccumulator)
 * p ← p − learningRate / (1 + (t − 1) · rateDecay) · g / (√s + epsilon)
 * </pre>
 *
 * <p>From Duchi, Hazan and Singer, <i>Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization</i>, JMLR 12 (2011). The rule and the defaults are those of PyTorch's
 * {@code torch.optim.Adagrad}.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1e-2 by default
 * @param rateDecay additional decay of the learning rate with t, &ge; 0; 0 by default. PyTorch
 *     calls it {@code lr_decay}
 * @param weightDecay the L2 penalty factor, &ge; 0; 0 by default
 * @param initialAccumulator initial value of s, &ge; 0; 0 by default
 * @param epsilon added to the denominator for numerical stability, &ge; 0; 1e-10 by default
 */
public record Adagrad(
    double learningRate,
    double rateDecay,
    double weightDecay,
    double initialAccumulator,
    double epsilon)
    implements FiniteRule {

  private static final String ID = "adagrad";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Adagrad {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.notNegative(ID, "rateDecay", rateDecay);
    Checks.notNegative(ID, "weightDecay", weightDecay);
    Checks.notNegative(ID, "initialAccumulator", initialAccumulator);
    Checks.notNegative(ID, "epsilon", epsilon);
  }

  /** Uses the default attributes. */
  public Adagrad() {
    this(1e-2, 0, 0, 0, 1e-10);
  }

  /** The default attributes with the given learning rate. */
  public static Adagrad of(double learningRate) {
    return new Adagrad().withLearningRate(learningRate);
  }

  @Override
  public Adagrad withLearningRate(double newRate) {
    return new Adagrad(newRate, rateDecay, weightDecay, initialAccumulator, epsilon);
  }

  /** Returns a copy with another weight decay. */
  public Adagrad withWeightDecay(double newWeightDecay) {
    return new Adagrad(learningRate, rateDecay, newWeightDecay, initialAccumulator, epsilon);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("rate_decay", rateDecay)
        .with("weight_decay", weightDecay)
        .with("initial_accumulator", initialAccumulator)
        .with("epsilon", epsilon);
  }

  @Override
  public Adagrad with(Attributes given) {
    Checks.known(given, attributes());
    return new Adagrad(
        learningRate,
        given.number("rate_decay", rateDecay),
        given.number("weight_decay", weightDecay),
        given.number("initial_accumulator", initialAccumulator),
        given.number("epsilon", epsilon));
  }

  /** The sum s minus its initial value. */
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay, epsilon);
  }

  @Override
  public void update(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] s = slice.slots[0];
    float rate = (float) (slice.learningRate / (1 + (slice.step - 1) * rateDecay));
    float initial = (float) initialAccumulator;
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float sum = s[i] + g * g;
      s[i] = sum;
      p[i] = p[i] - rate * g / ((float) Math.sqrt(sum + initial) + eps);
    }
  }
}
