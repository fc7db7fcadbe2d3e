package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Schedule;

/** Learning rates in a geometric sequence from one rate to another. */
record RateSweep(double from, double to, int steps) implements Schedule {

  private static final int LEAST_STEPS = 10;

  RateSweep {
    if (!(from > 0 && to > from && to < Double.POSITIVE_INFINITY && steps >= LEAST_STEPS)) {
      throw new CotangentException(
          "range test: "
              + steps
              + " rates from "
              + from
              + " to "
              + to
              + ", expected 10 or more, from a rate above 0 to a larger one");
    }
  }

  @Override
  public String id() {
    return "rate_sweep";
  }

  @Override
  public double learningRate(double base, long step) {
    return from * StrictMath.pow(to / from, (double) step / (steps - 1));
  }
}
