package dev.cotangent.core.plan.step;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.op.leaf.Leaf;
import dev.cotangent.core.parameter.Parameter;

/** A leaf that reads a parameter as stored, with its axes in storage order. */
public record ParameterMemory(Parameter parameter) implements Leaf {

  @Override
  public String id() {
    return "parameter '" + parameter.name() + "'";
  }

  // written out, since linking those of a record takes milliseconds when a service starts

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterMemory memory && parameter.equals(memory.parameter);
  }

  @Override
  public int hashCode() {
    return parameter.hashCode();
  }

  @Override
  public TensorType type() {
    int[] dims = parameter.storageOrder().stream().mapToInt(parameter.shape()::dim).toArray();
    return new TensorType(DType.F32, Shape.of(dims));
  }
}
