package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Interval;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/** Checks that a loss is finite wherever it is defined beyond the declared ends of its domain. */
record LossEnds(LossData data) {

  private static final double STEP_BEYOND = 1e-3;

  private static final double[] BEYOND = {
    0, 1, -1, 0.5, -0.5, 2, -2, 10, -10, 20, -20, 50, -50, 100, -100, 1000, -1000, 1e4, -1e4
  };

  void check() {
    Tensor z = data.prediction().apply(data.numbers(1));
    Tensor target = data.targets(z);
    ends(
        "prediction",
        data.loss().predictions(),
        value -> isFinite(filled(z.shape(), value).cast(z.dtype()), target));
    if (target.dtype() == DType.F64) {
      ends("target", data.loss().targets(), value -> isFinite(z, filled(target.shape(), value)));
    }
  }

  private static void ends(String what, Interval declared, DoublePredicate isFinite) {
    end(what, declared.from(), -1, isFinite);
    end(what, declared.to(), 1, isFinite);
  }

  private static void end(String what, double end, int side, DoublePredicate isFinite) {
    if (!Double.isFinite(end) || !isFinite.test(end + side * STEP_BEYOND)) {
      return;
    }
    for (double beyond : BEYOND) {
      Checks.that(
          side * (beyond - end) <= 0 || isFinite.test(beyond),
          "the declared "
              + what
              + "s end at "
              + end
              + ", but the loss is finite beyond that end, and for a "
              + what
              + " of "
              + beyond
              + " it is not: declare the true end of its domain, or compute it so that it stays finite");
    }
  }

  private boolean isFinite(Tensor prediction, Tensor target) {
    double[] losses = data.loss().terms(prediction, target).elements().toDoubles();
    return Arrays.stream(losses).allMatch(Double::isFinite);
  }

  private static Tensor filled(Shape shape, double value) {
    double[] values = new double[shape.size()];
    Arrays.fill(values, value);
    return Tensor.f64(shape, values);
  }
}
