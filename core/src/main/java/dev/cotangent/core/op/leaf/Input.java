package dev.cotangent.core.op.leaf;

import dev.cotangent.core.TensorType;

/** A leaf that is fed by name before each run. */
public record Input(String name, TensorType type) implements Leaf {

  @Override
  public String id() {
    return "input '" + name + "'";
  }

  // written out, since linking those of a record takes milliseconds when a service starts

  @Override
  public boolean equals(Object other) {
    return other instanceof Input input && name.equals(input.name) && type.equals(input.type);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
