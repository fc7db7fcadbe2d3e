package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A forward context in double precision: parameters are F64 tensors supplied by the caller; random
 * draws use seed 0, step 0 and row 0. For gradient checks and conformance tests. Not thread-safe.
 */
public final class F64Context extends CollectingContext {

  private static final Tensor ZERO = Tensor.i32(Shape.of(2), 0, 0);
  private static final List<Tensor> RANDOM_INPUTS =
      List.of(ZERO, ZERO, Tensor.of(Shape.of(1), new int[1]));

  private final IdentityHashMap<Parameter, Tensor> values;

  private F64Context(boolean training, IdentityHashMap<Parameter, Tensor> values) {
    super(training);
    this.values = values;
  }

  /**
   * Creates a context that reads parameters from these tensors.
   *
   * @param values an F64 tensor of the parameter's shape for each parameter that is read
   * @throws ShapeException if a tensor has another type or shape
   */
  public static F64Context of(boolean training, Map<Parameter, Tensor> values) {
    IdentityHashMap<Parameter, Tensor> copy = new IdentityHashMap<>();
    values.forEach((parameter, tensor) -> copy.put(parameter, checked(parameter, tensor)));
    return new F64Context(training, copy);
  }

  /** Creates a context that reads the current values of a store, as constants. */
  public static F64Context of(boolean training, ParameterStore store) {
    IdentityHashMap<Parameter, Tensor> values = new IdentityHashMap<>();
    for (Parameter parameter : store.parameters()) {
      Tensor value = Tensor.of(parameter.shape(), store.read(parameter));
      values.put(parameter, value.cast(DType.F64).eval());
    }
    return new F64Context(training, values);
  }

  private static Tensor checked(Parameter parameter, Tensor tensor) {
    if (tensor.dtype() != DType.F64 || !tensor.shape().equals(parameter.shape())) {
      throw new ShapeException(
          "parameter "
              + parameter
              + ": the value is "
              + tensor.type()
              + ", expected F64"
              + parameter.shape());
    }
    return tensor;
  }

  @Override
  Tensor stored(Parameter parameter) {
    Tensor value = values.get(parameter);
    if (value == null) {
      throw new CotangentException(
          "parameter " + parameter + ": no value, expected one for each parameter");
    }
    return value;
  }

  @Override
  DType dtype() {
    return DType.F64;
  }

  @Override
  List<Tensor> randomInputs() {
    return RANDOM_INPUTS;
  }
}
