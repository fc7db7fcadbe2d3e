package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The checks of optimizers: learning rate, slices, state and threads.
 *
 * @param fresh creates another instance with the same attributes, as a resumed training does
 */
record OptimizerChecks(Optimizer rule, Supplier<Optimizer> fresh, long seed) {

  private static final int STEPS = 4;
  private static final int LONG = 400;
  private static final int LARGE = 64 * Sweep.ROWS;
  private static final int THREADS = 8;
  private static final int ROUNDS = 6;
  private static final int RACED_ROWS = 40;
  private static final double OTHER_RATE = 0.015625;

  private Sweep sweep() {
    return new Sweep(rule, seed);
  }

  /** Steps use the learning rate of the slice, in each step and for each parameter group. */
  void learningRate() {
    Optimizer changed = rule.withLearningRate(OTHER_RATE);
    Checks.that(
        changed.learningRate() == OTHER_RATE && changed.attributes().equals(rule.attributes()),
        "withLearningRate(0.015625) has the learning rate "
            + changed.learningRate()
            + " and the attributes "
            + changed.attributes()
            + ", not "
            + rule.attributes());
    double rate = rule.learningRate();
    Sweep small = sweep().rate(rate / 1024).steps(rule, "rate", STEPS);
    Sweep large = sweep().steps(rule, "rate", STEPS);
    Checks.that(
        !Arrays.equals(small.values(), large.values()),
        "the learning rate of the slice has no effect");
    groups(rate);
    Sweep later = sweep().steps(rule, "rate", STEPS - 1).rate(rate / 1024);
    later.steps(rule, "rate", 1);
    if (!Arrays.equals(
        later.values(), large.values())) { // otherwise the rate only matters at first: Rprop
      atRest();
    }
  }

  /** With learning rate 0 parameters do not change, checked after some steps for averages. */
  private void atRest() {
    Sweep sweep = sweep().rate(0);
    double[] before = sweep.values();
    sweep.steps(rule, "rate", 3 * STEPS);
    Numbers.sameBits("after steps at a learning rate of 0", before, sweep.values());
  }

  /** Two groups with different learning rates are updated in one step. */
  private void groups(double rate) {
    Sweep first = sweep();
    Sweep second = sweep().rate(rate / 8);
    for (int step = 1; step <= STEPS; step++) {
      first.draw("rate" + step).next(rule);
      second.draw("rate" + step).next(rule);
      first.update(rule, 0, Sweep.SIZE);
      second.update(rule, 0, Sweep.SIZE);
    }
    alone("the first of two groups with different learning rates", rate, first);
    alone("the second of two groups with different learning rates", rate / 8, second);
  }

  private void alone(String what, double rate, Sweep group) {
    List<double[]> expected = sweep().rate(rate).steps(rule, "rate", STEPS).all();
    Numbers.sameBits(what, Sweep::place, expected, group.all());
  }

  /** A quadratic function decreases, and gradients of 0 leave parameters finite. */
  void descent() {
    Optimizer faster = rule.withLearningRate(Math.min(1, 10 * rule.learningRate()));
    Sweep sweep = new Sweep(faster, seed);
    double before = height(sweep.values());
    for (int step = 0; step < LONG; step++) {
      downhill(sweep);
      sweep.step(faster);
    }
    double after = height(sweep.values());
    Checks.that(
        after < before,
        LONG + " steps on a quadratic function lead from value " + before + " to " + after);
    Sweep flat = sweep();
    for (int step = 0; step < STEPS; step++) {
      flat.step(rule);
    }
    Checks.that(Double.isFinite(height(flat.values())), "gradients of 0 lead to NaN or infinity");
    new OptimizerSlopes(rule, seed).run();
  }

  private static double bottom(int i) {
    return i % 3 - 1;
  }

  private static void downhill(Sweep sweep) {
    float[] gradients = sweep.slice().gradients;
    double[] values = sweep.values();
    int offset = (gradients.length - values.length) / 2;
    for (int i = 0; i < values.length; i++) {
      gradients[offset + i] = (float) (values[i] - bottom(i));
    }
  }

  private static double height(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[i] - bottom(i))
        .map(distance -> distance * distance / 2)
        .sum();
  }

  /** The bits do not depend on how parameters are cut and where they are stored. */
  void slices() {
    Sweep whole = sweep().steps(rule, "slices", STEPS);
    Checks.that(whole.marginsAreUntouched(), "something outside the slice has changed");
    List<int[]> cuts =
        rule.wholeParameters()
            ? List.of(new int[] {0, Sweep.SIZE})
            : List.of(new int[] {0, 7, 7, 31, Sweep.SIZE}, IntStream.rangeClosed(0, 48).toArray());
    for (int[] cut : cuts) {
      parts("a sweep in parts", whole, sweep(), cut);
      parts("at another place of the arrays", whole, sweep().moved(rule, 3), cut);
    }
    new OptimizerSizes(rule, seed).run();
  }

  /** Updates the parts in reverse order. */
  private void parts(String what, Sweep whole, Sweep parts, int[] cuts) {
    for (int step = 1; step <= STEPS; step++) {
      parts.draw("slices" + step).next(rule);
      for (int i = cuts.length - 1; i > 0; i--) {
        parts.updateAlone(rule, cuts[i - 1], cuts[i]);
      }
    }
    Numbers.sameBits(what, Sweep::place, whole.all(), parts.all());
  }

  /** An update writes only parameters and slots. */
  void untouched() {
    Sweep sweep = sweep().draw("untouched");
    double[] before = Draw.doubles(sweep.slice().gradients.clone());
    sweep.next(rule);
    double[] scalars = sweep.slice().scalars.clone();
    sweep.update(rule, 0, Sweep.SIZE);
    Numbers.sameBits("the gradients afterwards", before, Draw.doubles(sweep.slice().gradients));
    Numbers.sameBits("the scalars of the step after an update", scalars, sweep.slice().scalars);
    Checks.that(
        sweep.slice().learningRate == rule.learningRate() && sweep.slice().step == 1,
        "an update changes the learning rate or the step of its slice");
  }

  /** Results do not depend on what else the instance has computed. */
  void repetition() {
    Sweep first = sweep().steps(rule, "again", STEPS);
    Sweep again = sweep();
    Sweep between = sweep();
    for (int step = 0; step < STEPS; step++) {
      again.draw("again" + (step + 1)).next(rule);
      between.steps(rule, "other", 1);
      prepared(rule, LONG);
      again.update(rule, 0, Sweep.SIZE);
    }
    Numbers.sameBits(
        "another training with the same optimizer", Sweep::place, first.all(), again.all());
    prepared();
  }

  private void prepared() {
    double[] expected = prepared(rule, STEPS);
    prepared(rule, LONG);
    Numbers.sameBits("prepare(" + STEPS + ") after other steps", expected, prepared(rule, STEPS));
    Numbers.sameBits(
        "prepare(" + STEPS + ") of another instance", expected, prepared(fresh.get(), STEPS));
  }

  private static double[] prepared(Optimizer rule, long step) {
    double[] scalars = new double[rule.scalars()];
    rule.prepare(step, scalars);
    return scalars;
  }

  /** A stopped training continues in other arrays, with the same instance or another. */
  void resume() {
    List<double[]> whole = sweep().steps(rule, "resume", STEPS + 2).all();
    for (Supplier<Optimizer> later : List.<Supplier<Optimizer>>of(() -> rule, fresh)) {
      Optimizer resumed = later.get();
      Sweep stopped = sweep().steps(rule, "resume", STEPS);
      sweep().steps(rule, "other", 1);
      Sweep goesOn = stopped.moved(resumed, 2).steps(resumed, "resume", 2);
      Numbers.sameBits(
          "a training that was resumed after " + STEPS + " steps",
          Sweep::place,
          whole,
          goesOn.all());
    }
  }

  /** Several concurrent trainings, each with its own numbers. */
  void threads() throws InterruptedException {
    List<Callable<?>> racers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      racers.add(racer(seed + i, RACED_ROWS + i));
    }
    Race.run(racers, ROUNDS);
  }

  private Callable<?> racer(long own, int rows) {
    List<double[]> expected = trained(own, rows);
    return () -> {
      List<double[]> found = trained(own, rows);
      Numbers.sameBits("on one of " + THREADS + " threads", Sweep::place, expected, found);
      return found;
    };
  }

  private List<double[]> trained(long own, int rows) {
    return Sweep.ofRows(rule, own, rows).steps(rule, "threads", STEPS).all();
  }

  /** A step allocates at most a few small objects, and none per element. */
  void allocation() {
    Allocation.ofSteps(step(Sweep.ROWS), Sweep.SIZE, step(LARGE), LARGE * Sweep.COLUMNS);
  }

  private Runnable step(int rows) {
    Sweep sweep = Sweep.ofRows(rule, seed, rows).draw("allocation");
    return () -> sweep.step(rule);
  }
}
