package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;

/** The optimizer's own learning rate at every step. An immutable value. */
public record Constant() implements Schedule {

  @Override
  public String id() {
    return "constant";
  }

  @Override
  public double learningRate(double base, long step) {
    return base;
  }
}
