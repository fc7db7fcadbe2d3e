package dev.cotangent.core.op.leaf;

import dev.cotangent.core.TensorType;

/** A leaf that is fed by name before each run. */
public record Input(String name, TensorType type) implements Leaf {

  @Override
  public String id() {
    return "input '" + name + "'";
  }
}
