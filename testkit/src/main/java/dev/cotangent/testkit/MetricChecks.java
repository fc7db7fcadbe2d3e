package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * The checks of metrics, on the forms of input that a metric accepts.
 *
 * @param cases the forms, some of which the metric may refuse
 */
record MetricChecks(Metric metric, List<MetricCase> cases, long seed) {

  private static final int ROWS = 40;
  private static final int THREADS = 8;
  private static final int ROUNDS = 2;

  /** The ends of batches. */
  private static final List<int[]> SPLITS =
      List.of(
          IntStream.rangeClosed(1, ROWS).toArray(),
          new int[] {1, ROWS},
          new int[] {7, 14, 21, 28, 35, ROWS},
          new int[] {0, 16, 16, 33, ROWS});

  /** A check on one form. */
  private interface Check {
    void run(MetricCase form, MetricRows rows) throws Exception;
  }

  private void each(Check check) throws Exception {
    for (MetricCase form : cases) {
      if (isDefined(form)) {
        check.run(form, form.draw(ROWS, seed));
      }
    }
  }

  private boolean isDefined(MetricCase form) {
    try {
      return Objects.nonNull(metric.start(form.input()));
    } catch (CotangentException refused) {
      return false;
    }
  }

  /** A form is refused with a CotangentException, and some form has a value. */
  void defined() {
    List<String> refused = new ArrayList<>();
    boolean some = false;
    for (MetricCase form : cases) {
      MetricState state;
      try {
        state = metric.start(form.input());
      } catch (CotangentException said) {
        refused.add(form.name() + ": " + said.getMessage());
        continue;
      } catch (RuntimeException wrong) {
        throw new ContractViolation(
            "for "
                + form.name()
                + ", start throws "
                + wrong
                + ", expected a state or a CotangentException that says what fits");
      }
      Checks.that(Objects.nonNull(state), "for " + form.name() + ", start returns null");
      some |= !Double.isNaN(form.draw(ROWS, seed).value(state));
    }
    Checks.that(
        some,
        "no form of samples has a value; refused were "
            + refused
            + "; add a form that it accepts with MetricContract.withInput");
  }

  /** Any division into batches gives the same bits. */
  void batches() throws Exception {
    each(
        (form, rows) -> {
          double whole = rows.value(start(form));
          for (int[] ends : SPLITS) {
            MetricState state = start(form);
            int from = 0;
            for (int to : ends) {
              rows.addTo(state, from, to);
              from = to;
            }
            String what = "in " + ends.length + " batches that end at " + Arrays.toString(ends);
            same(form, what, whole, state.compute());
          }
        });
  }

  /** States filled separately and merged, in turn or as a tree, give the same bits. */
  void merges() throws Exception {
    each(
        (form, rows) -> {
          double whole = rows.value(start(form));
          for (int[] ends : SPLITS) {
            List<MetricState> states = states(form, rows, ends);
            MetricState first = states.get(0);
            states.subList(1, states.size()).forEach(first::merge);
            same(form, "of " + ends.length + " states merged in turn", whole, first.compute());
            MetricState root = tree(states(form, rows, ends));
            same(form, "of " + ends.length + " states merged in pairs", whole, root.compute());
          }
        });
  }

  private List<MetricState> states(MetricCase form, MetricRows rows, int[] ends) {
    List<MetricState> states = new ArrayList<>();
    int from = 0;
    for (int to : ends) {
      MetricState state = start(form);
      rows.addTo(state, from, to);
      states.add(state);
      from = to;
    }
    return states;
  }

  private static MetricState tree(List<MetricState> states) {
    if (states.size() == 1) {
      return states.get(0);
    }
    int half = (states.size() + 1) / 2;
    MetricState left = tree(states.subList(0, half));
    left.merge(tree(states.subList(half, states.size())));
    return left;
  }

  /** Elements of weight 0 have no effect, whatever their values; weights of 1 equal no weights. */
  void weights() throws Exception {
    each(
        (form, rows) -> {
          double value = rows.value(start(form));
          double spoilt = rows.spoilt().value(start(form));
          same(form, "with NaN and other targets where the weight is 0", value, spoilt);
          float[] ones = new float[rows.weights().length];
          Arrays.fill(ones, 1);
          MetricState alike = start(form);
          alike.add(rows.part(0, ROWS).alike());
          double counted = rows.withWeights(ones).value(start(form));
          same(form, "with weights of 1 against none", alike.compute(), counted);
        });
  }

  /** Without weighted samples the value is NaN or another number, or a CotangentException. */
  void empty() throws Exception {
    each(
        (form, rows) -> {
          MetricRows none = rows.withWeights(new float[rows.weights().length]);
          MetricState nothing = start(form);
          none.addTo(nothing, 0, ROWS);
          same(form, "of weights of 0 alone", valueOrNan(start(form)), valueOrNan(nothing));
          MetricState before = start(form);
          before.merge(start(form));
          rows.addTo(before, 0, ROWS);
          before.merge(start(form));
          same(form, "merged with empty states", rows.value(start(form)), before.compute());
        });
  }

  private static double valueOrNan(MetricState state) {
    try {
      return state.compute();
    } catch (CotangentException said) {
      return Double.NaN;
    }
  }

  /** Concurrent measurements are independent, and reading the value has no effect. */
  void starts() throws Exception {
    each(
        (form, rows) -> {
          MetricRows others = form.draw(ROWS, seed + 1);
          double expected = oneByOne(rows, start(form)).compute();
          double ofOthers = oneByOne(others, start(form)).compute();
          MetricState one = start(form);
          MetricState other = start(form);
          for (int row = 0; row < ROWS; row++) {
            rows.addTo(one, row, row + 1);
            valueOrNan(one);
            others.addTo(other, row, row + 1);
          }
          same(form, "next to another measurement", expected, one.compute());
          same(form, "next to another measurement", ofOthers, other.compute());
          same(form, "asked for again", expected, one.compute());
          same(form, "after others", expected, oneByOne(rows, start(form)).compute());
        });
  }

  private static MetricState oneByOne(MetricRows rows, MetricState state) {
    for (int row = 0; row < ROWS; row++) {
      rows.addTo(state, row, row + 1);
    }
    return state;
  }

  /** A batch is not modified. */
  void untouched() throws Exception {
    each(
        (form, rows) -> {
          MetricRows given = rows.part(0, ROWS);
          MetricRows expected = rows.part(0, ROWS);
          start(form).add(given.batch());
          boolean same =
              Arrays.equals(given.outputs(), expected.outputs())
                  && Arrays.equals(given.labels(), expected.labels())
                  && Arrays.equals(given.targets(), expected.targets())
                  && Arrays.equals(given.weights(), expected.weights());
          Checks.that(same, "for " + form.name() + ", add changes the arrays of its batch");
        });
  }

  /** Random predictions are not better than perfect ones. */
  void direction() throws Exception {
    each(
        (form, rows) -> {
          double perfect = form.perfect(rows).value(start(form));
          double drawn = rows.value(start(form));
          boolean better = metric.higherIsBetter() ? drawn > perfect : drawn < perfect;
          Checks.that(
              !better,
              "for "
                  + form.name()
                  + ", perfect predictions have "
                  + perfect
                  + " and random ones "
                  + drawn
                  + ", which is better where higherIsBetter() is "
                  + metric.higherIsBetter()
                  + "; MetricContract.withoutDirection is for signed errors");
        });
  }

  /** All values that are not NaN lie within a range. */
  void range(double least, double most) throws Exception {
    each(
        (form, rows) -> {
          for (MetricRows some : List.of(rows, form.perfect(rows), form.draw(1, seed))) {
            double value = some.value(start(form));
            Checks.that(
                Double.isNaN(value) || (value >= least && value <= most),
                "for "
                    + form.name()
                    + ", the value is "
                    + value
                    + ", expected "
                    + least
                    + " to "
                    + most);
          }
        });
  }

  /** Measurements on several threads, with different forms or samples, are independent. */
  void threads() throws Exception {
    List<MetricCase> forms = cases.stream().filter(this::isDefined).toList();
    List<Callable<?>> racers = new ArrayList<>();
    if (forms.isEmpty()) {
      return;
    }
    for (int i = 0; i < THREADS; i++) {
      MetricCase form = forms.get(i % forms.size());
      MetricRows own = form.draw(ROWS, seed + i);
      double expected = own.value(start(form));
      racers.add(
          () -> {
            double value = own.value(start(form));
            same(form, "on one of " + THREADS + " threads", expected, value);
            return value;
          });
    }
    Race.run(racers, ROUNDS);
  }

  private MetricState start(MetricCase form) {
    return metric.start(form.input());
  }

  private static void same(MetricCase form, String what, double expected, double found) {
    boolean same = Double.doubleToLongBits(expected) == Double.doubleToLongBits(found);
    Checks.that(
        same,
        "for "
            + form.name()
            + ", the value "
            + what
            + " is "
            + found
            + ", expected "
            + expected
            + " to the bit");
  }
}
