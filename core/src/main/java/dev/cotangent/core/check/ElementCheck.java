package dev.cotangent.core.check;

import dev.cotangent.core.graph.Gradients;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares gradients element by element and remembers the worst comparison. For one thread. */
final class ElementCheck {

  /** One-sided slopes that differ by more than this, relative to the gradient, mean a kink. */
  private static final double KINK = 1e-6;

  /** Factor of a smaller step, at which the change across a jump stays the same. */
  private static final double JUMP_REFINEMENT = 1.0 / 64;

  /** Factor of a smaller step for five points: less truncation error, more rounding error. */
  private static final double CLOSER = 1.0 / 8;

  /** Factors of still smaller steps, for functions that are very steep or oscillate very fast. */
  private static final double[] MUCH_CLOSER = {0x1p-6, 0x1p-9, 0x1p-12, 0x1p-15};

  /**
   * The largest share of a gradient that rounding at these steps may hide: a ten-millionth must
   * show.
   */
  private static final double HIDDEN = 2e-8;

  /**
   * Factors of larger steps: less rounding error, and so much truncation error that they need
   * extrapolation.
   */
  private static final double[] WIDER = {8, 4};

  /**
   * The smallest scale for relative errors of a gradient. Terms near 1 that cancel within the
   * function add a rounding error of about 1e-13, or 2e-12 at the smallest step, which the results
   * do not reveal.
   */
  private static final double SMALLEST_SCALE = 1e-3;

  private final double tolerance;
  private final double kinkTolerance;
  private int checked;
  private int kinks;
  private @Nullable GradientComparison worst;

  ElementCheck(double tolerance, double kinkTolerance) {
    this.tolerance = tolerance;
    this.kinkTolerance = kinkTolerance;
  }

  GradientReport report(long seed) {
    return new GradientReport(checked, kinks, seed, Optional.ofNullable(worst));
  }

  /** Compares the gradients of a sum with respect to all its inputs. */
  void compare(int order, WeightedSum sum, Gradients gradients) {
    for (int input = 0; input < sum.inputs(); input++) {
      double[] analytic = sum.gradient(gradients, input);
      double scale = SMALLEST_SCALE;
      for (double value : analytic) {
        scale = Math.max(scale, Double.isFinite(value) ? Math.abs(value) : 0);
      }
      for (int element = 0; element < analytic.length; element++) {
        compare(sum, new Place(order, input, element, analytic[element], scale));
      }
    }
  }

  private record Place(int order, int input, int element, double analytic, double scale) {}

  private void compare(WeightedSum sum, Place place) {
    double x = sum.point(place.input)[place.element];
    Slopes wide = fivePoints(sum, place, Slopes.step(x));
    double error = smoothError(place, wide);
    checked++;
    if (error <= tolerance) {
      note(place, x, wide, wide.fivePoint(), error, tolerance);
      return;
    }
    Slopes near = sum.slopes(place.input, place.element, Slopes.smallStep(x));
    double visible = KINK * place.scale + 2 * near.noise();
    boolean onKink = Math.abs(near.right() - near.left()) > visible;
    boolean nearKink = Math.abs(near.central() - wide.fivePoint()) > visible + wide.noise();
    if (place.order > 1 && jumps(sum, place, x, near.noise())) {
      kinks++;
    } else if (onKink) {
      kinks++;
      double low = Math.min(near.left(), near.right());
      double high = Math.max(near.left(), near.right());
      error = error(place, low, high, near.noise());
      note(place, x, near, near.central(), error, kinkTolerance);
    } else if (nearKink) {
      kinks++;
      error =
          Math.min(
              error(place, near.central(), near.central(), near.noise()), bySides(place, near));
      note(place, x, near, near.central(), error, kinkTolerance);
    } else {
      error = Math.min(error, bySides(place, near));
      note(place, x, wide, wide.fivePoint(), error, tolerance);
    }
  }

  /**
   * The five-point slopes of the first step size that agrees with the gradient, or else those at
   * the given step. Strong curvature needs smaller steps. Terms that cancel within the function
   * need larger ones: their rounding error does not show in the magnitude of the results.
   */
  private Slopes fivePoints(WeightedSum sum, Place place, double step) {
    Slopes own = sum.slopes(place.input, place.element, step);
    if (smoothError(place, own) <= tolerance) {
      return own;
    }
    Slopes closer = sum.slopes(place.input, place.element, step * CLOSER);
    if (smoothError(place, closer) <= tolerance) {
      return closer;
    }
    Stream<Slopes> wider =
        DoubleStream.of(WIDER)
            .mapToObj(factor -> sum.extrapolated(place.input, place.element, step * factor));
    Stream<Slopes> muchCloser =
        DoubleStream.of(MUCH_CLOSER)
            .mapToObj(factor -> sum.extrapolated(place.input, place.element, step * factor))
            .filter(slopes -> slopes.noise() <= HIDDEN * place.scale);
    return Stream.concat(wider, muchCloser)
        .filter(slopes -> smoothError(place, slopes) <= tolerance)
        .findFirst()
        .orElse(own);
  }

  private static double smoothError(Place place, Slopes slopes) {
    return error(place, slopes.fivePoint(), slopes.fivePoint(), slopes.noise());
  }

  /**
   * The error by one-sided slopes, if these agree: at a point where only the second derivative
   * jumps.
   */
  private double bySides(Place place, Slopes near) {
    boolean agree = Math.abs(near.right() - near.left()) <= kinkTolerance * place.scale;
    double low = Math.min(near.left(), near.right());
    double high = Math.max(near.left(), near.right());
    return agree ? error(place, low, high, near.noise()) : Double.POSITIVE_INFINITY;
  }

  /** Whether the function changes by as much over a much smaller distance, so that it jumps. */
  private static boolean jumps(WeightedSum sum, Place place, double x, double noise) {
    double step = Slopes.smallStep(x);
    double far = sum.change(place.input, place.element, step);
    double close = sum.change(place.input, place.element, step * JUMP_REFINEMENT);
    return Math.abs(close) > Math.max(Math.abs(far) / 2, noise * step);
  }

  /** The distance of the analytic value from [low, high]; infinite if any value is NaN. */
  private static double error(Place place, double low, double high, double noise) {
    double outside = Math.max(low - place.analytic, place.analytic - high);
    if (Double.isNaN(outside)) {
      return Double.POSITIVE_INFINITY;
    }
    double excess = Math.max(0, outside - noise);
    return excess == 0 ? 0 : excess / place.scale;
  }

  private void note(
      Place place, double x, Slopes slopes, double numeric, double error, double allowed) {
    GradientComparison previous = worst;
    if (previous == null || error / allowed > previous.error() / previous.tolerance()) {
      worst =
          new GradientComparison(
              place.order,
              place.input,
              place.element,
              x,
              place.analytic,
              numeric,
              slopes.left(),
              slopes.right(),
              error,
              allowed);
    }
  }
}
