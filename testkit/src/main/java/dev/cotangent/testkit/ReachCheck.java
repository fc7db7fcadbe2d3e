package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a gradient reaches every element of small inputs, it reaches every element of large ones.
 *
 * @param small the function of small inputs
 */
record ReachCheck(Subject small, long seed) {

  /** A function that picks some elements, as a maximum does, does not reach all of them at once. */
  private static final int FEW = 1;

  /** An element that is passed over half of the time is reached by then. */
  private static final int MANY = 64;

  /** Fails at an element of an input that no gradient reaches, whatever the inputs are. */
  void run(List<Subject> large) {
    List<boolean[]> reached = reached(small, FEW);
    for (Subject subject : large) {
      List<boolean[]> there = List.of();
      for (int input = 0; input < reached.size(); input++) {
        if (unreached(reached.get(input)) < 0) {
          there = there.isEmpty() ? reached(subject, MANY) : there;
          int element = unreached(there.get(input));
          Checks.that(
              element < 0,
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

  private List<boolean[]> reached(Subject subject, int rounds) {
    Derivatives function = new Derivatives(subject, 1);
    List<boolean[]> reached = new ArrayList<>();
    subject.shapes().forEach(shape -> reached.add(new boolean[shape.size()]));
    Draw draw = new Draw(seed, "reach");
    for (int round = 0; round < rounds; round++) {
      function.along(draw.doubles(function.output().size(), 1), List.of());
      List<double[]> gradients = function.at(subject.points(draw, 1)).first();
      boolean all = true;
      for (int i = 0; i < gradients.size(); i++) {
        for (int j = 0; j < gradients.get(i).length; j++) {
          reached.get(i)[j] |= gradients.get(i)[j] != 0;
        }
        all &= unreached(reached.get(i)) < 0;
      }
      if (all) {
        break;
      }
    }
    return reached;
  }
}
