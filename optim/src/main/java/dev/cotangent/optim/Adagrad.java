package dev.cotangent.optim;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Slice;

/**
 * Steps that grow smaller for each weight by all the gradients that it has seen.
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
 * <p>An immutable value; safe for use by many threads on different slices.
 *
 * @param learningRate &gt; 0; 1e-2 by default
 * @param rateDecay how fast the learning rate falls beside, &ge; 0; 0 by default. PyTorch calls it
 *     {@code lr_decay}
 * @param weightDecay the L2 penalty's factor, &ge; 0; 0 by default
 * @param initialAccumulator what s begins with, &ge; 0; 0 by default
 * @param epsilon keeps the divisor away from 0, &ge; 0; 1e-10 by default
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
   * Checks the numbers.
   *
   * @throws dev.cotangent.core.CotangentException if one is out of range or NaN
   */
  public Adagrad {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.notNegative(ID, "rateDecay", rateDecay);
    Checks.notNegative(ID, "weightDecay", weightDecay);
    Checks.notNegative(ID, "initialAccumulator", initialAccumulator);
    Checks.notNegative(ID, "epsilon", epsilon);
  }

  /** The defaults. */
  public Adagrad() {
    this(1e-2, 0, 0, 0, 1e-10);
  }

  /** The defaults with a learning rate. */
  public static Adagrad of(double learningRate) {
    return new Adagrad().withLearningRate(learningRate);
  }

  @Override
  public Adagrad withLearningRate(double newRate) {
    return new Adagrad(newRate, rateDecay, weightDecay, initialAccumulator, epsilon);
  }

  /** The same rule with another weight decay. */
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

  /** The sum s, less what it begins with. */
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay, epsilon);
  }

  @Override
  public void update(Slice slice) {
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
