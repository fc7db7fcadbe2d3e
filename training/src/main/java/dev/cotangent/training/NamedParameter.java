package dev.cotangent.training;

import dev.cotangent.core.model.ModelContext;
import dev.cotangent.core.parameter.Parameter;

/**
 * A parameter of one of the models of a step.
 *
 * @param model the name of the model; empty if it is the only one
 */
record NamedParameter(String model, Parameter parameter) {

  /** As patterns and messages call it: {@code critic/0.weight}, or {@code 0.weight} alone. */
  String name() {
    return ModelContext.place(model, parameter.name());
  }

  boolean trainable() {
    return parameter.trainable();
  }

  @Override
  public String toString() {
    return ModelContext.place(model, parameter.toString());
  }
}
