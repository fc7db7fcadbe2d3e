package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Wraps an optimizer and keeps an exponential moving average (EMA) of the weights, which often
 * generalizes better than the weights themselves.
 *
 * <pre>
 * p ← the weights after the wrapped optimizer's step
 * average ← p after the first step, then decay · average + (1 − decay) · p
 * </pre>
 *
 * <p>Training itself is unchanged, bit for bit. {@code TrainStep.averaged} and {@code
 * History.averaged} return a model with the averaged weights; {@code Trainer.averaged(true)}
 * evaluates and keeps that model instead, as {@code train --optimizer ema} does. From Polyak and
 * Juditsky, <i>Acceleration of Stochastic Approximation by Averaging</i>, 1992; the rule is that of
 * PyTorch's {@code torch.optim.swa_utils.AveragedModel} with {@code get_ema_multi_avg_fn}, with the
 * same default decay.
 *
 * <p>The state stores average − p, so that the average of a weight that was never updated is the
 * weight itself. In text form the attribute {@code of} is the id of the wrapped optimizer, and its
 * attributes have the prefix {@code of.}: {@code ema:decay=0.99,of=sgd,of.momentum=0.9}.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param base the wrapped optimizer; Adam by default
 * @param decay share of the average kept in each step, in [0, 1); 0.999 by default
 */
public record Ema(Optimizer base, double decay) implements FiniteRule {

  private static final String ID = "ema";
  private static final String OF = "of";
  private static final String DECAY = "decay";

  /**
   * Validates the attributes.
   *
   * @throws CotangentException if the decay is out of range or NaN, or the optimizer is itself an
   *     Ema
   */
  public Ema {
    Checks.belowOne(ID, DECAY, decay);
    if (base instanceof Ema) {
      throw new CotangentException(
          ID + ": the optimizer is an ema itself, expected another optimizer");
    }
  }

  /** Uses the default attributes. */
  public Ema() {
    this(new Adam(), 0.999);
  }

  /** Wraps an optimizer; {@code decay} in [0, 1) is the share of the average kept in each step. */
  public static Ema of(Optimizer base, double decay) {
    return new Ema(base, decay);
  }

  /** Index of the state array that holds average − p. */
  public int slot() {
    return base.slots();
  }

  @Override
  public double learningRate() {
    return base.learningRate();
  }

  @Override
  public Ema withLearningRate(double newRate) {
    return new Ema(base.withLearningRate(newRate), decay);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Nested.plus(Attributes.none().with(DECAY, decay), OF, base.id(), base.attributes());
  }

  @Override
  public Ema with(Attributes given) {
    Nested.without(given, OF).allowOnly(DECAY);
    return new Ema(Nested.rule(given, OF, base), given.number(DECAY, decay));
  }

  /** The states of the wrapped optimizer, and one for average − p. */
  @Override
  public int slots() {
    return base.slots() + 1;
  }

  @Override
  public int scalars() {
    return base.scalars();
  }

  @Override
  public void prepare(long step, double[] scalars) {
    base.prepare(step, scalars);
  }

  @Override
  public boolean wholeParameters() {
    return base.wholeParameters();
  }

  @Override
  public int scratch(int rows, int columns) {
    return base.scratch(rows, columns);
  }

  @Override
  public boolean staysFinite() {
    return base instanceof FiniteRule rule && rule.staysFinite();
  }

  @Override
  public boolean alwaysReturns() {
    return base instanceof FiniteRule;
  }

  @Override
  public void update(ParameterSlice slice) {
    float[] differences = slice.slots[slot()];
    float[] values = slice.values;
    for (int i = slice.from; i < slice.to; i++) {
      differences[i] += values[i]; // the average, while the weight is being updated
    }
    base.update(slice);
    float kept = slice.step == 1 ? 0 : (float) decay;
    for (int i = slice.from; i < slice.to; i++) {
      differences[i] = kept * (differences[i] - values[i]);
    }
  }
}
