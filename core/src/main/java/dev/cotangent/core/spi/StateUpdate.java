package dev.cotangent.core.spi;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;

/**
 * An update of a state, requested by {@link ForwardContext#update}.
 *
 * @param state a state of the model
 * @param value its value after the step, of the same shape
 */
public record StateUpdate(Parameter state, Tensor value) {}
