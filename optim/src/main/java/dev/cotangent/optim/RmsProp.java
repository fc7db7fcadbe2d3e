package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * RMSProp: divides each step by the root of the running mean square of the gradient.
 *
 * <pre>
 * g ← g + weightDecay · p
 * v ← alpha · v + (1 − alpha) · g²
 * a ← alpha · a + (1 − alpha) · g             (centered: √(v − a²) replaces √v below)
 * b ← momentum · b + g / (√v + epsilon)
 * p ← p − learningRate · b
 * </pre>
 *
 * <p>From Tieleman and Hinton, <i>Lecture 6.5: RMSProp</i>, Coursera 2012; the centered form from
 * Graves, <i>Generating Sequences With Recurrent Neural Networks</i>, 2013 (arXiv:1308.0850). The
 * rule and the defaults are those of PyTorch's {@code torch.optim.RMSprop}, except that a negative
 * v − a², caused by rounding, is taken as 0, where PyTorch gives NaN.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1e-2 by default
 * @param alpha decay rate of the running means, in [0, 1); 0.99 by default
 * @param epsilon added to the denominator for numerical stability, &ge; 0; 1e-8 by default
 * @param weightDecay the L2 penalty factor, &ge; 0; 0 by default
 * @param momentum in [0, 1); 0 by default
 * @param centered whether to divide by the standard deviation instead of the root mean square;
 *     false by default
 */
public record RmsProp(
    double learningRate,
    double alpha,
    double epsilon,
    double weightDecay,
    double momentum,
    boolean centered)
    implements FiniteRule {

  private static final String ID = "rmsprop";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public RmsProp {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.belowOne(ID, "alpha", alpha);
    Checks.notNegative(ID, "epsilon", epsilon);
    Checks.notNegative(ID, "weightDecay", weightDecay);
    Checks.belowOne(ID, "momentum", momentum);
  }

  /** Uses the default attributes. */
  public RmsProp() {
    this(1e-2, 0.99, 1e-8, 0, 0, false);
  }

  /** The default attributes with the given learning rate. */
  public static RmsProp of(double learningRate) {
    return new RmsProp().withLearningRate(learningRate);
  }

  @Override
  public RmsProp withLearningRate(double newRate) {
    return new RmsProp(newRate, alpha, epsilon, weightDecay, momentum, centered);
  }

  /** Returns a copy with another weight decay. */
  public RmsProp withWeightDecay(double newWeightDecay) {
    return new RmsProp(learningRate, alpha, epsilon, newWeightDecay, momentum, centered);
  }

  /** Returns a copy with another momentum. */
  public RmsProp withMomentum(double newMomentum) {
    return new RmsProp(learningRate, alpha, epsilon, weightDecay, newMomentum, centered);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("alpha", alpha)
        .with("epsilon", epsilon)
        .with("weight_decay", weightDecay)
        .with("momentum", momentum)
        .with("centered", centered);
  }

  @Override
  public RmsProp with(Attributes given) {
    Checks.known(given, attributes());
    return new RmsProp(
        learningRate,
        given.number("alpha", alpha),
        given.number("epsilon", epsilon),
        given.number("weight_decay", weightDecay),
        given.number("momentum", momentum),
        given.bool("centered", centered));
  }

  /** The mean square v, the mean a if centered, and the momentum b if there is momentum. */
  @Override
  public int slots() {
    return 1 + (centered ? 1 : 0) + (momentum == 0 ? 0 : 1);
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay, epsilon);
  }

  @Override
  public void update(ParameterSlice slice) {
    if (centered) {
      updateCentered(slice);
    } else {
      updatePlain(slice);
    }
  }

  private void updatePlain(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] v = slice.slots[0];
    float[] b = slice.slots[slots() - 1];
    float rate = (float) slice.learningRate;
    float keep = (float) alpha;
    float take = (float) (1 - alpha);
    float keepStep = (float) momentum;
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    boolean moving = momentum != 0;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float square = keep * v[i] + take * (g * g);
      float step = g / ((float) Math.sqrt(square) + eps);
      v[i] = square;
      if (moving) {
        step = keepStep * b[i] + step;
        b[i] = step;
      }
      p[i] = p[i] - rate * step;
    }
  }

  private void updateCentered(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] v = slice.slots[0];
    float[] a = slice.slots[1];
    float[] b = slice.slots[slots() - 1];
    float rate = (float) slice.learningRate;
    float keep = (float) alpha;
    float take = (float) (1 - alpha);
    float keepStep = (float) momentum;
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    boolean moving = momentum != 0;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float square = keep * v[i] + take * (g * g);
      float mean = keep * a[i] + take * g;
      float variance = Math.max(0, square - mean * mean);
      float step = g / ((float) Math.sqrt(variance) + eps);
      v[i] = square;
      a[i] = mean;
      if (moving) {
        step = keepStep * b[i] + step;
        b[i] = step;
      }
      p[i] = p[i] - rate * step;
    }
  }
}
