package dev.cotangent.training.models;

import dev.cotangent.core.model.ModelContext;
import dev.cotangent.core.parameter.Parameter;

/**
 * A parameter of one of a step's models.
 *
 * @param model name of the model; empty if it is the only one
 */
public record NamedParameter(String model, Parameter parameter) {

  /** The name in patterns and messages: {@code critic/0.weight}, or only {@code 0.weight}. */
  public String name() {
    return ModelContext.place(model, parameter.name());
  }

  public boolean trainable() {
    return parameter.trainable();
  }

  @Override
  public String toString() {
    return ModelContext.place(model, parameter.toString());
  }
}
