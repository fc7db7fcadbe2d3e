package dev.cotangent.core.op.leaf;

import dev.cotangent.core.DType;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.parameter.Parameter;

/** A leaf that reads a parameter, in its logical shape, from the run's parameter store. */
public record ParameterRead(Parameter parameter) implements Leaf {

  @Override
  public String id() {
    return "parameter '" + parameter.name() + "'";
  }

  @Override
  public TensorType type() {
    return new TensorType(DType.F32, parameter.shape());
  }
}
