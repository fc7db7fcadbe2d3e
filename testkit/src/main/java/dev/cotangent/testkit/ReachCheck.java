package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a gradient reaches every element of small inputs, it reaches every element of large ones,
 * unless the function of large ones is flat: one of the distance over many features may underflow.
 *
 * @param small the function of small inputs
 */
record ReachCheck(Subject small, long seed) {

  /** A function that picks some elements, as a maximum does, does not reach all of them at once. */
  private static final int FEW = 1;

  /** An element that is passed over half of the time is reached by then. */
  private static final int MANY = 64;

  /** Of the inputs: what underflows for large ones may not for small ones. */
  private static final double[] DEVIATIONS = {1, 0.1, 0.01, 10};

  /** Fails at an element of an input that no gradient reaches, whatever the inputs are. */
  void run(List<Subject> large) {
    List<boolean[]> reached = reached(small, FEW).inputs();
    for (Subject subject : large) {
      Reached there = reached(subject, MANY);
      for (int input = 0; input < reached.size(); input++) {
        if (unreached(reached.get(input)) < 0) {
          int element = unreached(there.inputs().get(input));
          Checks.that(
              element < 0 || there.flat(),
              "no gradient reaches element "
                  + element
                  + " of "
                  + subject.names().get(input)
                  + " "
                  + subject.shapes().get(input)
                  + ", as it does at "
                  + small.shapes().get(input));
        }
      }
    }
  }

  private static int unreached(boolean[] reached) {
    for (int i = 0; i < reached.length; i++) {
      if (!reached[i]) {
        return i;
      }
    }
    return -1;
  }

  /**
   * What gradients have reached.
   *
   * @param inputs the elements of each
   * @param flat whether nothing was reached, and the values were always the same
   */
  private record Reached(List<boolean[]> inputs, boolean flat) {}

  private Reached reached(Subject subject, int rounds) {
    Derivatives function = new Derivatives(subject, 1);
    List<boolean[]> reached = new ArrayList<>();
    subject.shapes().forEach(shape -> reached.add(new boolean[shape.size()]));
    Draw draw = new Draw(seed, "reach");
    double[] value = {};
    boolean flat = true;
    for (int round = 0; round < rounds && !all(reached); round++) {
      function.along(draw.doubles(function.output().size(), 1), List.of());
      double deviation = DEVIATIONS[round % DEVIATIONS.length];
      Derivatives.Point point = function.at(subject.points(draw, deviation));
      flat &= !note(point.first(), reached) && (round == 0 || Arrays.equals(value, point.value()));
      value = point.value();
    }
    return new Reached(reached, flat);
  }

  private static boolean all(List<boolean[]> reached) {
    return reached.stream().allMatch(each -> unreached(each) < 0);
  }

  /** Notes what gradients reach, and whether they reach anything. */
  private static boolean note(List<double[]> gradients, List<boolean[]> reached) {
    boolean any = false;
    for (int i = 0; i < gradients.size(); i++) {
      for (int j = 0; j < gradients.get(i).length; j++) {
        boolean here = gradients.get(i)[j] != 0;
        reached.get(i)[j] |= here;
        any |= here;
      }
    }
    return any;
  }
}
