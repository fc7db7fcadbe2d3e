package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Adadelta: scales each step by the ratio of the RMS of recent updates to the RMS of recent
 * gradients, so that updates have the units of the weights.
 *
 * <pre>
 * g ← g + weightDecay · p
 * v ← rho · v + (1 − rho) · g²
 * d = √(u + epsilon) / √(v + epsilon) · g
 * u ← rho · u + (1 − rho) · d²
 * p ← p − learningRate · d
 * </pre>
 *
 * <p>From Zeiler, <i>ADADELTA: An Adaptive Learning Rate Method</i>, 2012 (arXiv:1212.5701). The
 * rule and the defaults are those of PyTorch's {@code torch.optim.Adadelta}.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1.0 by default
 * @param rho decay rate of the two running mean squares, in [0, 1); 0.9 by default
 * @param epsilon added under both roots; keeps the first steps from being 0, &gt; 0; 1e-6 by
 *     default
 * @param weightDecay the L2 penalty factor, &ge; 0; 0 by default
 */
public record Adadelta(double learningRate, double rho, double epsilon, double weightDecay)
    implements FiniteRule {

  private static final String ID = "adadelta";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Adadelta {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "rho", rho);
    Checks.positive(ID, "epsilon", epsilon);
    Checks.notNegative(ID, "weightDecay", weightDecay);
  }

  /** Uses the default attributes. */
  public Adadelta() {
    this(1.0, 0.9, 1e-6, 0);
  }

  /** The default attributes with the given learning rate. */
  public static Adadelta of(double learningRate) {
    return new Adadelta().withLearningRate(learningRate);
  }

  @Override
  public Adadelta withLearningRate(double newRate) {
    return new Adadelta(newRate, rho, epsilon, weightDecay);
  }

  /** Returns a copy with another weight decay. */
  public Adadelta withWeightDecay(double newWeightDecay) {
    return new Adadelta(learningRate, rho, epsilon, newWeightDecay);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("rho", rho)
        .with("epsilon", epsilon)
        .with("weight_decay", weightDecay);
  }

  @Override
  public Adadelta with(Attributes given) {
    Checks.known(given, attributes());
    return new Adadelta(
        learningRate,
        given.number("rho", rho),
        given.number("epsilon", epsilon),
        given.number("weight_decay", weightDecay));
  }

  /** The mean squares v of the gradients and u of the updates. */
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay, epsilon);
  }

  @Override
  public void update(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] v = slice.slots[0];
    float[] u = slice.slots[1];
    float rate = (float) slice.learningRate;
    float keep = (float) rho;
    float take = (float) (1 - rho);
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float square = keep * v[i] + take * (g * g);
      float delta = (float) Math.sqrt(u[i] + eps) / (float) Math.sqrt(square + eps) * g;
      v[i] = square;
      u[i] = keep * u[i] + take * (delta * delta);
      p[i] = p[i] - rate * delta;
    }
  }
}
