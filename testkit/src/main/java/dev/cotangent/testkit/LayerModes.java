package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.LayerSpec;
import java.util.Arrays;
import java.util.List;

/** Checks that training and inference agree, and checks weights, states and random numbers. */
record LayerModes(LayerSpec spec, Shape sample, Registry registry, long seed) {

  private static final int ROWS = 64;
  private static final int HALF = 3;
  private static final int STEPS = 64;

  /** A running variance is unbiased, larger by 64/63, and its root by half of that. */
  private static final double SETTLED = 0.03;

  /** Several standard errors of an average over rows and steps, plus the effect of curvature. */
  private static final double AVERAGED = 0.07;

  private static final double SMALL = 0.05;
  private static final int TRIES = 3;

  private Model model() {
    return Model.build(spec, sample, seed, registry);
  }

  private LayerRun run(Model model, int rows, boolean training) {
    return new LayerRun(model, rows, training, registry.portable());
  }

  /** A gradient reaches every weight, in training or in inference. */
  void weights() {
    Model model = model();
    LayerRun training = run(model, HALF, true);
    LayerRun inference = run(model, HALF, false);
    boolean[] reached = new boolean[training.weights().size()];
    for (int i = 0; i < TRIES; i++) {
      scatter(model, "weights" + i);
      float[] input = inference.input("weights" + i, 1 + i, 0, 0);
      training.execute(input, i, 0);
      inference.execute(input, i, 0);
      for (int weight = 0; weight < reached.length; weight++) {
        reached[weight] |= moves(training, weight) || moves(inference, weight);
      }
    }
    for (int weight = 0; weight < reached.length; weight++) {
      Checks.that(
          reached[weight],
          "no gradient reaches weight "
              + training.weights().get(weight)
              + ": it is not used, or detached; declare values that are not learned as states");
    }
  }

  private static boolean moves(LayerRun run, int weight) {
    return Arrays.stream(run.gradient(weight)).anyMatch(each -> each != 0);
  }

  /** Draws values for all parameters; states are above 0. */
  private void scatter(Model model, String purpose) {
    for (Parameter parameter : model.parameters()) {
      Draw draw = new Draw(seed, purpose + parameter.name());
      float[] values = Draw.floats(draw.doubles(parameter.shape().size(), 0.5));
      for (int i = 0; !parameter.trainable() && i < values.length; i++) {
        values[i] = values[i] * values[i] + 0.5f;
      }
      model.store().write(parameter, values);
    }
  }

  /** Training and inference agree, except for random numbers and batch statistics. */
  void modes() {
    Model model = model();
    LayerRun training = run(model, ROWS, true);
    LayerRun inference = run(model, ROWS, false);
    if (training.context().drawn().isEmpty()) {
      boolean states = training.updatesStates();
      float[] input = inference.input("modes", 2, 1, 0);
      Settling.of(training, input);
      Numbers.close(
          "the output in training, without random numbers"
              + (states ? ", after its states have converged on the batch" : "")
              + ", against inference",
          (part, element) -> "element " + element,
          List.of(inference.execute(input, 0, 0).output()),
          List.of(training.execute(input, 0, 0).output()),
          states ? SETTLED : FunctionChecks.FLOAT_TOLERANCE);
    } else if (!training.updatesStates() && !(spec instanceof IndexInput)) {
      averages(training, inference);
    }
  }

  /** Averaged over random numbers, training equals inference, or has its variance. */
  private void averages(LayerRun training, LayerRun inference) {
    float[] input = inference.input("averages", SMALL, 0, 0);
    float[] none = new float[input.length];
    double[] predicted =
        minus(inference.execute(input, 0, 0).output(), inference.execute(none, 0, 0).output());
    double[] trained = minus(average(training, input), average(training, none));
    double slope = product(trained, predicted) / product(predicted, predicted);
    if (product(predicted, predicted) == 0 || Math.abs(slope - 1) <= AVERAGED) {
      return;
    }
    float[] wide = inference.input("averages", 1, 0, 0);
    double ratio = variance(training, wide) / spread(inference.execute(wide, 0, 0).output());
    Checks.that(
        Math.abs(ratio - 1) <= AVERAGED,
        "averaged over its random numbers, training gives "
            + (float) slope
            + " times the output of inference, and "
            + (float) ratio
            + " times its variance: one of the two should be 1");
  }

  private static double[] average(LayerRun training, float[] input) {
    double[] sum = training.execute(input, 0, 0).output();
    for (int step = 1; step < STEPS; step++) {
      double[] output = training.execute(input, step, 0).output();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += output[i];
      }
    }
    return Arrays.stream(sum).map(each -> each / STEPS).toArray();
  }

  private static double variance(LayerRun training, float[] input) {
    double sum = 0;
    for (int step = 0; step < STEPS; step++) {
      sum += spread(training.execute(input, step, 0).output());
    }
    return sum / STEPS;
  }

  private static double spread(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0);
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = a.clone();
    for (int i = 0; i < a.length; i++) {
      difference[i] -= b[i];
    }
    return difference;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Random numbers depend on the row and the step, not on how a batch is cut. */
  void draws() {
    Model model = model();
    LayerRun whole = run(model, 2 * HALF, true);
    for (RecordedContext.Drawn drawn : whole.context().drawn()) {
      Checks.that(
          drawn.shape().rank() > 0 && drawn.shape().dim(0) == 2 * HALF,
          "for a batch of "
              + 2 * HALF
              + " rows it draws "
              + drawn.shape()
              + " at '"
              + drawn.path()
              + "'; the first axis has to be the batch");
    }
    if (!whole.updatesStates()) {
      shards(model, whole);
    }
    if (!whole.context().drawn().isEmpty() && !(spec instanceof IndexInput)) {
      rowsDiffer(run(model, ROWS, true));
    }
  }

  private void shards(Model model, LayerRun whole) {
    LayerRun half = run(model, HALF, true);
    for (int step = 1; step <= TRIES; step++) {
      double[] all = whole.execute(whole.input("shards", 1, 0, 0), step, 0).output();
      for (int first = 0; first <= HALF; first += HALF) {
        double[] part = half.execute(half.input("shards", 1, 0, first), step, first).output();
        Numbers.sameBits(
            "in training, rows from " + first + " of a batch of " + 2 * HALF + " alone",
            Arrays.copyOfRange(
                all,
                first * all.length / (2 * HALF),
                part.length + first * all.length / (2 * HALF)),
            part);
      }
    }
  }

  /** Equal rows of a batch have different random numbers, unless these rarely matter. */
  private void rowsDiffer(LayerRun training) {
    float[] input = training.input("rows", 1, 0, 0);
    int size = input.length / ROWS;
    for (int i = size; i < input.length; i++) {
      input[i] = input[i - size];
    }
    double[] first = training.execute(input, 0, 0).output();
    boolean stepsDiffer = false;
    for (int step = 0; step < STEPS; step++) {
      double[] output = training.execute(input, step, 0).output();
      stepsDiffer |= !Arrays.equals(first, output);
      if (!rowsAreEqual(output)) {
        return;
      }
    }
    Checks.that(!stepsDiffer, "all rows of a batch have the same random numbers");
  }

  private static boolean rowsAreEqual(double[] output) {
    int size = output.length / ROWS;
    for (int i = size; i < output.length; i++) {
      if (output[i] != output[i - size]) {
        return false;
      }
    }
    return true;
  }

  /** Two such layers in one model share neither weights nor random numbers. */
  void twice() {
    Model both = Model.build(new Twice(spec), sample, seed, registry);
    Model single = model();
    int count = single.parameters().size();
    Checks.that(
        both.parameters().size() == 2 * count,
        "two layers in a model have the parameters " + both.parameters() + ", one has " + count);
    scatter(both, "twice");
    LayerRun pair = run(both, HALF, false);
    float[] input = pair.input("twice", 1, 0, 0);
    double[] found = pair.execute(input, 0, 0).output();
    LayerRun alone = run(single, HALF, false);
    for (int second = 0; second <= 1; second++) {
      for (int i = 0; i < count; i++) {
        Parameter from = both.parameters().get(second * count + i);
        single.store().write(single.parameters().get(i), both.store().read(from));
      }
      Numbers.sameBits(
          (second == 0 ? "the first" : "the second") + " of two layers in a model",
          alone.execute(input, 0, 0).output(),
          columns(found, second));
    }
    differentDraws(run(both, HALF, true).context().drawn());
  }

  private static double[] columns(double[] all, int second) {
    int width = all.length / HALF / 2;
    double[] part = new double[HALF * width];
    for (int row = 0; row < HALF; row++) {
      System.arraycopy(all, (2 * row + second) * width, part, row * width, width);
    }
    return part;
  }

  private static void differentDraws(List<RecordedContext.Drawn> drawn) {
    int half = drawn.size() / 2;
    List<String> first = drawn.subList(0, half).stream().map(RecordedContext.Drawn::path).toList();
    for (RecordedContext.Drawn other : drawn.subList(half, drawn.size())) {
      Checks.that(
          !first.contains(other.path()),
          "two layers in a model draw at the same path '"
              + other.path()
              + "' and so the same numbers; it should begin with scope.path()");
    }
  }
}
