package dev.cotangent.core.plan;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;

/**
 * A gradient that a plan writes directly to its parameter's slice of a run's gradient array.
 *
 * @param gradient F32, in the parameter's logical shape
 */
public record ParameterGradient(Parameter parameter, Tensor gradient) {

  /**
   * Checks the shape.
   *
   * @throws ShapeException if the gradient's shape is not that of the parameter
   */
  public ParameterGradient {
    if (!gradient.shape().equals(parameter.shape())) {
      throw new ShapeException(
          "the gradient of parameter "
              + parameter
              + " is "
              + gradient.type()
              + ", expected "
              + parameter.shape());
    }
  }
}
