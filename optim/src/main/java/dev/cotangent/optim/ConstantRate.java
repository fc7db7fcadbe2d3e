package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;

/** Keeps the optimizer's learning rate at every step. Immutable and thread-safe. */
public record ConstantRate() implements Schedule {

  @Override
  public String id() {
    return "constant";
  }

  @Override
  public double learningRate(double base, long step) {
    return base;
  }
}
