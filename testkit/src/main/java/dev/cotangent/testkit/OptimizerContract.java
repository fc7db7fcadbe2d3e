package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What every optimizer keeps: {@code OptimizerContract.check(MyOptimizer.class)}.
 *
 * <ul>
 *   <li>{@code id}, {@code attributes}, {@code services}: as in {@link ActivationContract}
 *   <li>{@code learning_rate}: {@code withLearningRate} keeps all else, and a step uses the rate of
 *       its slice, so that a schedule reaches it
 *   <li>{@code descent}: a bowl becomes shallower, and parameters stay finite, gradients of 0 too
 *   <li>{@code slices}: a sweep in parts gives the bits of one sweep, and nothing outside a slice
 *       changes (for rules of whole parameters: nothing outside the parameter)
 *   <li>{@code untouched}: gradients are not written to
 *   <li>{@code repetition}: the rule keeps nothing itself; all state is in the slots
 *   <li>{@code allocation}: a step allocates nothing
 * </ul>
 *
 * <p>Immutable.
 */
public final class OptimizerContract extends PluginContract {

  private static final int ROWS = 8;
  private static final int COLUMNS = 6;
  private static final int SIZE = ROWS * COLUMNS;
  private static final int MARGIN = 5;
  private static final int STEPS = 4;
  private static final int LONG = 400;

  private final Optimizer rule;
  private final Optional<Class<? extends Optimizer>> type;
  private final Recipe recipe;
  private final Conditions conditions;

  private OptimizerContract(
      Optimizer rule,
      Optional<Class<? extends Optimizer>> type,
      Recipe recipe,
      Conditions conditions) {
    this.rule = rule;
    this.type = type;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /**
   * The contract of a class with its default attributes, its declarations included.
   *
   * @throws ContractViolation if it cannot be made
   */
  public static OptimizerContract of(Class<? extends Optimizer> type) {
    Recipe recipe = Recipe.of("OptimizerContract", type);
    return new OptimizerContract(
        PluginChecks.make(type), Optional.of(type), recipe, Conditions.DEFAULT);
  }

  /** The contract of a rule, whether or not it can be found. */
  public static OptimizerContract of(Optimizer rule) {
    Recipe recipe = Recipe.of("OptimizerContract", "rule", rule);
    return new OptimizerContract(rule, Optional.empty(), recipe, Conditions.DEFAULT);
  }

  /**
   * Checks a class with its default attributes.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends Optimizer> type) {
    of(type).report().assertPassed();
  }

  @Override
  public OptimizerContract withSeed(long newSeed) {
    return new OptimizerContract(rule, type, recipe, conditions.withSeed(newSeed));
  }

  @Override
  public OptimizerContract withTimeLimit(Duration limit) {
    return new OptimizerContract(rule, type, recipe, conditions.withLimit(limit));
  }

  @Override
  Checks checks() {
    Checks checks =
        new Checks(new Checks.Plugin("optimizer", rule.getClass(), rule::id), recipe, conditions);
    checks
        .add("id", () -> PluginChecks.id(rule::id))
        .add("attributes", () -> PluginChecks.attributes(rule, rule::with, Optimizer::attributes));
    type.ifPresent(
        found -> checks.add("services", () -> ServiceDeclarations.check(found, Optimizer.class)));
    return checks
        .add("learning_rate", this::learningRate)
        .add("descent", this::descent)
        .add("slices", this::slices)
        .add("untouched", this::untouched)
        .add("repetition", this::repetition)
        .add("allocation", this::allocation);
  }

  /** Parameters between margins that no step may touch. */
  private final class Sweep {

    private final Slice slice = new Slice();
    private long step;

    Sweep(Optimizer optimizer) {
      slice.values =
          Draw.floats(new Draw(conditions.seed(), "values").doubles(SIZE + 2 * MARGIN, 1));
      slice.gradients = new float[SIZE + 2 * MARGIN];
      slice.slots = new float[optimizer.slots()][SIZE + 2 * MARGIN];
      slice.scalars = new double[optimizer.scalars()];
      slice.learningRate = optimizer.learningRate();
      slice.rows = ROWS;
      slice.columns = COLUMNS;
      slice.rowStride = COLUMNS;
      slice.scratch = new float[optimizer.scratch(ROWS, COLUMNS)];
    }

    /** A step over the parts between cuts, in that order. */
    void step(Optimizer optimizer, int... cuts) {
      step++;
      optimizer.prepare(step, slice.scalars);
      slice.step = step;
      for (int i = 1; i < cuts.length; i++) {
        slice.from = MARGIN + cuts[i - 1];
        slice.to = MARGIN + cuts[i];
        optimizer.update(slice);
      }
    }

    void draw(String purpose) {
      float[] drawn = Draw.floats(new Draw(conditions.seed(), purpose).doubles(SIZE, 1));
      System.arraycopy(drawn, 0, slice.gradients, MARGIN, SIZE);
    }

    /** Values and slots. */
    List<double[]> all() {
      List<double[]> all = new ArrayList<>(List.of(Draw.doubles(slice.values)));
      for (float[] slot : slice.slots) {
        all.add(Draw.doubles(slot));
      }
      return all;
    }
  }

  /** Names an element of {@link Sweep#all}. */
  private static String place(int part, int element) {
    int parameter = element - MARGIN;
    return part == 0 ? "parameter " + parameter : "slot " + (part - 1) + " of " + parameter;
  }

  private void learningRate() {
    Optimizer changed = rule.withLearningRate(0.015625);
    Checks.that(
        changed.learningRate() == 0.015625 && changed.attributes().equals(rule.attributes()),
        "withLearningRate(0.015625) has the rate "
            + changed.learningRate()
            + " and the attributes "
            + changed.attributes()
            + ", not "
            + rule.attributes());
    Sweep small = new Sweep(rule);
    Sweep large = new Sweep(rule);
    small.slice.learningRate = rule.learningRate() / 1024;
    for (int step = 0; step < STEPS; step++) {
      small.draw("rate" + step);
      large.draw("rate" + step);
      small.step(rule, 0, SIZE);
      large.step(rule, 0, SIZE);
    }
    Checks.that(
        !Arrays.equals(small.slice.values, large.slice.values),
        "the rate of the slice changes nothing");
  }

  private void descent() {
    Optimizer faster = rule.withLearningRate(Math.min(1, 10 * rule.learningRate()));
    Sweep sweep = new Sweep(faster);
    double before = height(sweep.slice.values);
    for (int step = 0; step < LONG; step++) {
      for (int i = MARGIN; i < MARGIN + SIZE; i++) {
        sweep.slice.gradients[i] = sweep.slice.values[i] - (float) (i % 3 - 1);
      }
      sweep.step(faster, 0, SIZE);
    }
    double after = height(sweep.slice.values);
    Checks.that(
        after < before, LONG + " steps down a bowl lead from height " + before + " to " + after);
    Sweep flat = new Sweep(rule);
    for (int step = 0; step < STEPS; step++) {
      flat.step(rule, 0, SIZE);
    }
    Checks.that(Double.isFinite(height(flat.slice.values)), "gradients of 0 lead to NaN");
  }

  private static double height(float[] values) {
    double sum = 0;
    for (int i = MARGIN; i < MARGIN + SIZE; i++) {
      double distance = values[i] - (i % 3 - 1);
      sum += distance * distance / 2;
    }
    return sum;
  }

  private void slices() {
    Sweep whole = new Sweep(rule);
    Sweep parts = new Sweep(rule);
    float[] start = whole.slice.values.clone();
    for (int step = 0; step < STEPS; step++) {
      whole.draw("slices" + step);
      parts.draw("slices" + step);
      whole.step(rule, 0, SIZE);
      if (rule.wholeParameters()) {
        parts.step(rule, 0, SIZE);
      } else {
        parts.step(rule, 0, 7, 7, 31, SIZE);
      }
    }
    Numbers.sameBits("a sweep in parts", OptimizerContract::place, whole.all(), parts.all());
    for (int i = 0; i < start.length; i++) {
      boolean outside = i < MARGIN || i >= MARGIN + SIZE;
      for (double[] array : whole.all().subList(1, whole.all().size())) {
        Checks.that(!outside || array[i] == 0, "state " + i + " is outside the slice");
      }
      Checks.that(
          !outside || whole.slice.values[i] == start[i],
          "parameter " + i + " is outside the slice and has changed");
    }
  }

  private void untouched() {
    Sweep sweep = new Sweep(rule);
    sweep.draw("untouched");
    double[] before = Draw.doubles(sweep.slice.gradients);
    sweep.step(rule, 0, SIZE);
    Numbers.sameBits("the gradients afterwards", before, Draw.doubles(sweep.slice.gradients));
  }

  private void repetition() {
    Sweep first = new Sweep(rule);
    for (int step = 0; step < STEPS; step++) {
      first.draw("again" + step);
      first.step(rule, 0, SIZE);
    }
    Sweep again = new Sweep(rule);
    Sweep between = new Sweep(rule);
    for (int step = 0; step < STEPS; step++) {
      again.draw("again" + step);
      again.step(rule, 0, SIZE);
      between.draw("other" + step);
      between.step(rule, 0, SIZE);
    }
    Numbers.sameBits(
        "another training by the same rule", OptimizerContract::place, first.all(), again.all());
  }

  private void allocation() {
    Sweep sweep = new Sweep(rule);
    sweep.draw("allocation");
    int[] cuts = {0, SIZE};
    Allocation.none("steps", LONG, () -> sweep.step(rule, cuts));
  }
}
