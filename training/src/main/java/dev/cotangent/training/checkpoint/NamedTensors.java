package dev.cotangent.training.checkpoint;

import dev.cotangent.core.DType;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.training.failure.ResumeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The slices of an array that is laid out like a model's parameters, by parameter name, each in
 * logical order.
 *
 * @param entries the slices by name, in the order of the model
 */
record NamedTensors(Map<String, TensorEntry> entries) {

  /** The slices of an array for these parameters. */
  public static NamedTensors of(ParameterStore store, List<Parameter> parameters, float[] array) {
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      float[] logical = store.read(parameter, array);
      entries.put(parameter.name(), TensorEntry.of(parameter.name(), parameter.shape(), logical));
    }
    return new NamedTensors(entries);
  }

  /** The names, in order. */
  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** The tensors with a prefix added to their names. */
  List<TensorEntry> prefixed(String prefix) {
    List<TensorEntry> all = new ArrayList<>();
    entries.forEach(
        (name, tensor) -> all.add(TensorEntry.of(prefix + name, tensor.shape(), tensor.floats())));
    return all;
  }

  /**
   * Checks that each parameter has a tensor of the right shape, and that there are no others.
   *
   * @param what description of the tensors, for messages
   */
  void check(String what, List<Parameter> parameters) {
    List<String> expected = parameters.stream().map(Parameter::name).toList();
    if (!expected.equals(names())) {
      throw new ResumeException(what + " are of " + expected + " instead of " + names());
    }
    for (Parameter parameter : parameters) {
      TensorEntry tensor = tensor(parameter);
      if (tensor.dtype() != DType.F32 || !tensor.shape().equals(parameter.shape())) {
        throw new ResumeException(
            what
                + ": '"
                + parameter.name()
                + "' is "
                + parameter.shape()
                + " instead of "
                + tensor.shape());
      }
    }
  }

  /** Writes the slices into an array, in memory order. */
  void writeTo(ParameterStore store, List<Parameter> parameters, float[] array) {
    for (Parameter parameter : parameters) {
      store.write(parameter, array, tensor(parameter).floats());
    }
  }

  /** Whether a parameter has no NaN or infinite element. */
  boolean isFinite(Parameter parameter) {
    for (float value : tensor(parameter).floats()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private TensorEntry tensor(Parameter parameter) {
    return java.util.Objects.requireNonNull(entries.get(parameter.name()));
  }
}
