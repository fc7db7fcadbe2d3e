package dev.cotangent.training.models;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.text.QualifiedName;

/**
 * A parameter of one of a step's models.
 *
 * @param model name of the model; empty if it is the only one
 */
public record NamedParameter(String model, Parameter parameter) {

  /** The name in patterns and messages: {@code critic/0.weight}, or only {@code 0.weight}. */
  public String name() {
    return QualifiedName.of(model, parameter.name());
  }

  public boolean trainable() {
    return parameter.trainable();
  }

  @Override
  public String toString() {
    return QualifiedName.of(model, parameter.toString());
  }
}
