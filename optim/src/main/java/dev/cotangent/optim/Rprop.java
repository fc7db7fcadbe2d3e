package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Resilient backpropagation: each weight has its own step size, which grows while the gradient
 * keeps its sign and shrinks when the sign changes. For full-batch training, since mini-batch noise
 * flips signs.
 *
 * <pre>
 * h ← min(h · etaPlus, mostStep)              where g has the sign of the previous gradient
 * h ← max(h · etaMinus, leastStep), g ← 0     where the sign has changed
 * p ← p − h · sign(g)
 * </pre>
 *
 * <p>h starts at the learning rate; later changes of the learning rate have no effect. From
 * Riedmiller and Braun, <i>A Direct Adaptive Method for Faster Backpropagation Learning: The RPROP
 * Algorithm</i>, ICNN 1993. The rule and the defaults are those of PyTorch's {@code
 * torch.optim.Rprop}.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1e-2 by default
 * @param etaMinus factor by which a step size shrinks, in (0, 1); 0.5 by default
 * @param etaPlus factor by which it grows, &gt; 1; 1.2 by default
 * @param leastStep the smallest step size, &gt; 0; 1e-6 by default
 * @param mostStep the largest step size, &gt; 0; 50 by default
 */
public record Rprop(
    double learningRate, double etaMinus, double etaPlus, double leastStep, double mostStep)
    implements FiniteRule {

  private static final String ID = "rprop";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Rprop {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.betweenZeroAndOne(ID, "etaMinus", etaMinus);
    Checks.aboveOne(ID, "etaPlus", etaPlus);
    Checks.positive(ID, "leastStep", leastStep);
    Checks.positive(ID, "mostStep", mostStep);
  }

  /** Uses the default attributes. */
  public Rprop() {
    this(1e-2, 0.5, 1.2, 1e-6, 50);
  }

  /** The default attributes with the given learning rate. */
  public static Rprop of(double learningRate) {
    return new Rprop().withLearningRate(learningRate);
  }

  @Override
  public Rprop withLearningRate(double newRate) {
    return new Rprop(newRate, etaMinus, etaPlus, leastStep, mostStep);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("eta_minus", etaMinus)
        .with("eta_plus", etaPlus)
        .with("least_step", leastStep)
        .with("most_step", mostStep);
  }

  @Override
  public Rprop with(Attributes given) {
    Checks.known(given, attributes());
    return new Rprop(
        learningRate,
        given.number("eta_minus", etaMinus),
        given.number("eta_plus", etaPlus),
        given.number("least_step", leastStep),
        given.number("most_step", mostStep));
  }

  /** The previous gradient and the step sizes h. */
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(mostStep);
  }

  @Override
  public void update(ParameterSlice slice) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] before = slice.slots[0];
    float[] sizes = slice.slots[1];
    float first = (float) slice.learningRate;
    float minus = (float) etaMinus;
    float plus = (float) etaPlus;
    float least = (float) leastStep;
    float most = (float) mostStep;
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float sign = Math.signum(gradients[i]);
      float agreement = sign * Math.signum(before[i]);
      float size = sizes[i] == 0 ? first : sizes[i];
      float factor = agreement > 0 ? plus : agreement < 0 ? minus : 1;
      size = Math.min(Math.max(size * factor, least), most);
      sizes[i] = size;
      before[i] = agreement < 0 ? 0 : gradients[i];
      p[i] = agreement < 0 ? p[i] : p[i] - sign * size;
    }
  }
}
