package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains on one batch until a layer's states have converged. The limit of a slow running mean is
 * extrapolated, since each step reduces the distance by the same factor.
 */
final class Settling {

  private static final int STEPS = 500;

  /** A running mean with momentum 0.9999 keeps 0.951 of the distance after the steps. */
  private static final double LEFT = 0.99;

  private final LayerRun training;
  private final float[] input;
  private int step;

  private Settling(LayerRun training, float[] input) {
    this.training = training;
    this.input = input;
  }

  /** Makes the states converge, if there are any. */
  static void of(LayerRun training, float[] input) {
    if (training.updatesStates()) {
      new Settling(training, input).run();
    }
  }

  private void run() {
    List<float[]> first = steps();
    List<float[]> second = steps();
    List<float[]> third = steps();
    List<float[]> limits = new ArrayList<>();
    for (int i = 0; i < third.size(); i++) {
      limits.add(limit(first.get(i), second.get(i), third.get(i)));
    }
    training.writeStates(limits);
  }

  /** Runs steps, stopping early when nothing changes. */
  private List<float[]> steps() {
    List<float[]> states = List.of();
    for (int i = 0; i < STEPS; i++) {
      training.execute(input, step, 0);
      step++;
      List<float[]> next = training.newStates();
      training.writeStates(next);
      if (same(states, next)) {
        return next;
      }
      states = next;
    }
    return states;
  }

  private static boolean same(List<float[]> states, List<float[]> next) {
    boolean same = states.size() == next.size();
    for (int i = 0; same && i < next.size(); i++) {
      same = Arrays.equals(states.get(i), next.get(i));
    }
    return same;
  }

  private static float[] limit(float[] first, float[] second, float[] third) {
    float[] limits = third.clone();
    for (int i = 0; i < limits.length; i++) {
      double left = ((double) third[i] - second[i]) / ((double) second[i] - first[i]);
      if (left > 0 && left < LEFT) {
        limits[i] += (float) (((double) third[i] - second[i]) * left / (1 - left));
      }
    }
    return limits;
  }
}
