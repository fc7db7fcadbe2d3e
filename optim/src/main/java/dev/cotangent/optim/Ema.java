package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Slice;

/**
 * Any optimizer, with an exponential moving average of the weights beside them, which often
 * generalizes better than the weights themselves:
 *
 * <pre>
 * p ← what the optimizer makes of it
 * average ← p after the first step, then decay · average + (1 − decay) · p
 * </pre>
 *
 * <p>Training itself does not change by a bit. {@code TrainStep.averaged} and {@code
 * History.averaged} give a model with the averaged weights; {@code Trainer.averaged(true)} judges
 * and keeps it in place of the weights, as {@code train --optimizer ema} does. From Polyak and
 * Juditsky, <i>Acceleration of Stochastic Approximation by Averaging</i>, 1992; the rule is that of
 * PyTorch's {@code torch.optim.swa_utils.AveragedModel} with {@code get_ema_multi_avg_fn}, whose
 * default decay is ours.
 *
 * <p>The state keeps average − p, so that a weight that was never updated is its own average. By
 * name the inner optimizer's id is {@code of} and its attributes begin with that: {@code
 * ema:decay=0.99,of=sgd,of.momentum=0.9}.
 *
 * <p>An immutable value; safe for use by many threads on different slices.
 *
 * @param base the optimizer; Adam by default
 * @param decay how much of the average a step keeps, in [0, 1); 0.999 by default
 */
public record Ema(Optimizer base, double decay) implements FiniteRule {

  private static final String ID = "ema";
  private static final String OF = "of";
  private static final String DECAY = "decay";

  /**
   * Checks the number.
   *
   * @throws CotangentException if it is out of range or NaN, or the optimizer is another Ema
   */
  public Ema {
    Checks.belowOne(ID, DECAY, decay);
    if (base instanceof Ema) {
      throw new CotangentException(ID + ": the optimizer is an ema itself, expected another one");
    }
  }

  /** The defaults. */
  public Ema() {
    this(new Adam(), 0.999);
  }

  /** An optimizer with an average. */
  public static Ema of(Optimizer base, double decay) {
    return new Ema(base, decay);
  }

  /** The number of the state array that holds average − p. */
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

  /** Those of the optimizer, and the difference of average and weight. */
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
  public void update(Slice slice) {
    float[] differences = slice.slots[slot()];
    float[] values = slice.values;
    for (int i = slice.from; i < slice.to; i++) {
      differences[i] += values[i]; // the average, until the weight is the next one
    }
    base.update(slice);
    float kept = slice.step == 1 ? 0 : (float) decay;
    for (int i = slice.from; i < slice.to; i++) {
      differences[i] = kept * (differences[i] - values[i]);
    }
  }
}
