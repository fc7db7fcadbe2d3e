package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Stochastic gradient descent (SGD) with optional momentum, Nesterov momentum and weight decay.
 *
 * <pre>
 * g ← g + weightDecay · p
 * b ← momentum · b + (1 − dampening) · g      (first step: b ← g)
 * p ← p − learningRate · b                    (nesterov: p − learningRate · (g + momentum · b))
 * </pre>
 *
 * <p>Without momentum there is no b and p ← p − learningRate · g. The rule and the defaults are
 * those of PyTorch's {@code torch.optim.SGD}; Nesterov's form is that of Sutskever, Martens, Dahl
 * and Hinton, <i>On the importance of initialization and momentum in deep learning</i>, ICML 2013.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1e-3 by default
 * @param momentum in [0, 1); 0 by default
 * @param dampening share of the gradient left out of the momentum, in [0, 1); 0 by default
 * @param weightDecay the L2 penalty factor, &ge; 0; 0 by default
 * @param nesterov whether to use Nesterov momentum, which needs momentum and no dampening; false by
 *     default
 */
public record Sgd(
    double learningRate, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements FiniteRule {

  private static final String ID = "sgd";

  /**
   * Validates the attributes.
   *
   * @throws CotangentException if a value is out of range or NaN, or {@code nesterov} lacks a
   *     momentum or has dampening
   */
  public Sgd {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "momentum", momentum);
    Checks.belowOne(ID, "dampening", dampening);
    Checks.notNegative(ID, "weightDecay", weightDecay);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new CotangentException(
          "sgd: nesterov with momentum "
              + momentum
              + " and dampening "
              + dampening
              + ", expected momentum > 0 and dampening 0");
    }
  }

  /** Uses the default attributes. */
  public Sgd() {
    this(1e-3, 0, 0, 0, false);
  }

  /** The default attributes with the given learning rate. */
  public static Sgd of(double learningRate) {
    return new Sgd().withLearningRate(learningRate);
  }

  @Override
  public Sgd withLearningRate(double newRate) {
    return new Sgd(newRate, momentum, dampening, weightDecay, nesterov);
  }

  /** Returns a copy with another momentum. */
  public Sgd withMomentum(double newMomentum) {
    return new Sgd(learningRate, newMomentum, dampening, weightDecay, nesterov);
  }

  /** Returns a copy with another dampening. */
  public Sgd withDampening(double newDampening) {
    return new Sgd(learningRate, momentum, newDampening, weightDecay, nesterov);
  }

  /** Returns a copy with another weight decay. */
  public Sgd withWeightDecay(double newDecay) {
    return new Sgd(learningRate, momentum, dampening, newDecay, nesterov);
  }

  /** Returns a copy that uses Nesterov momentum; this one needs momentum. */
  public Sgd withNesterov() {
    return new Sgd(learningRate, momentum, dampening, weightDecay, true);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("momentum", momentum)
        .with("dampening", dampening)
        .with("weight_decay", weightDecay)
        .with("nesterov", nesterov);
  }

  @Override
  public Sgd with(Attributes given) {
    Checks.known(given, attributes());
    return new Sgd(
        learningRate,
        given.number("momentum", momentum),
        given.number("dampening", dampening),
        given.number("weight_decay", weightDecay),
        given.bool("nesterov", nesterov));
  }

  /** The momentum b, if momentum is used. */
  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay);
  }

  @Override
  public void update(ParameterSlice slice) {
    if (momentum == 0) {
      descend(slice);
    } else if (nesterov) {
      descendWithNesterov(slice);
    } else {
      descendWithMomentum(slice);
    }
  }

  private void descend(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float rate = (float) slice.learningRate;
    float decay = (float) weightDecay;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      p[i] = p[i] - rate * (gradients[i] + decay * p[i]);
    }
  }

  private void descendWithMomentum(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] b = slice.slots[0];
    float rate = (float) slice.learningRate;
    float decay = (float) weightDecay;
    float keep = (float) momentum;
    float take = take(slice);
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float velocity = keep * b[i] + take * g;
      b[i] = velocity;
      p[i] = p[i] - rate * velocity;
    }
  }

  private void descendWithNesterov(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] b = slice.slots[0];
    float rate = (float) slice.learningRate;
    float decay = (float) weightDecay;
    float keep = (float) momentum;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float velocity = keep * b[i] + g;
      b[i] = velocity;
      p[i] = p[i] - rate * (g + keep * velocity);
    }
  }

  /** Share of the gradient added to b: all of it in the first step, so that b = g. */
  private float take(ParameterSlice slice) {
    return slice.step == 1 ? 1 : (float) (1 - dampening);
  }
}
