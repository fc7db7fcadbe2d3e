package dev.cotangent.testkit;

import dev.cotangent.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares float32 with double precision. The tolerance is some units in the last place of the
 * largest result plus the change of the function when its inputs change in their last places.
 */
record FloatCheck(Subject subject, Kernels kernels, long seed) {

  /** A few units in the last place, to either side. */
  private static final double NEIGHBOUR = 0x1p-21;

  private static final int NEIGHBOURS = 2;

  void run(double deviation) {
    Draw draw = new Draw(seed, "float32" + deviation);
    List<double[]> at = subject.points(draw, deviation);
    double[] cotangent = draw.doubles(subject.output().size(), 1);
    List<double[]> exact = subject.inDoubles(at, cotangent);
    List<double[]> floats = subject.on(kernels).at(Draw.floats(at), Draw.floats(cotangent));
    if (Numbers.areClose(exact, floats, FunctionChecks.FLOAT_TOLERANCE)) {
      return; // the tolerance need not be computed
    }
    List<double[]> rounding = new ArrayList<>();
    exact.forEach(results -> rounding.add(new double[results.length]));
    for (int i = 0; i < NEIGHBOURS; i++) {
      List<double[]> neighbours = subject.inDoubles(neighbours(at, draw), cotangent);
      for (int part = 0; part < rounding.size(); part++) {
        add(rounding.get(part), exact.get(part), neighbours.get(part));
      }
    }
    Numbers.close(
        "in float32 against double precision, at shapes " + subject.shapes(),
        subject.places(at),
        exact,
        floats,
        FunctionChecks.FLOAT_TOLERANCE,
        rounding);
  }

  private static List<double[]> neighbours(List<double[]> at, Draw draw) {
    List<double[]> neighbours = new ArrayList<>();
    for (double[] values : at) {
      double[] moved = values.clone();
      double[] sides = draw.doubles(moved.length, 1);
      for (int i = 0; i < moved.length; i++) {
        moved[i] *= 1 + Math.signum(sides[i]) * NEIGHBOUR;
      }
      neighbours.add(moved);
    }
    return neighbours;
  }

  private static void add(double[] rounding, double[] exact, double[] neighbours) {
    for (int i = 0; i < rounding.length; i++) {
      double change = Math.abs(neighbours[i] - exact[i]);
      rounding[i] += Double.isFinite(change) ? 2 * change : 0;
    }
  }
}
