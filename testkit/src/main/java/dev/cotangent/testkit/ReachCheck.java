package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that if gradients reach every element of small inputs, they reach every element of large
 * ones, unless the function is flat there, as a function of the distance over many features that
 * underflows.
 *
 * @param small the function of small inputs
 */
record ReachCheck(Subject small, long seed) {

  /** A function that selects elements, such as a maximum, does not reach all of them at once. */
  private static final int FEW = 1;

  /** By then an element that is skipped half of the time has been reached. */
  private static final int MANY = 64;

  /** Deviations of the inputs; small inputs may avoid underflow. */
  private static final double[] DEVIATIONS = {1, 0.1, 0.01, 10};

  /** Fails at an element of an input that no gradient reaches for any of the drawn inputs. */
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
   * The elements that gradients have reached.
   *
   * @param inputs the elements reached, by input
   * @param flat whether none was reached and the value was constant
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

  /** Records the elements that gradients reach; returns whether there are any. */
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
