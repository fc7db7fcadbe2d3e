package dev.cotangent.training;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The arrays that a step reads and writes: for each model the store of its parameters, and an array
 * of gradients with the layout of its weights.
 *
 * @param stores in the order of the models
 * @param gradients empty for a model of which nothing is trained
 */
record StepMemory(List<ParameterStore> stores, List<float[]> gradients) {

  static StepMemory of(UpdateTarget[] targets) {
    List<ParameterStore> stores = new ArrayList<>();
    List<float[]> gradients = new ArrayList<>();
    for (UpdateTarget target : targets) {
      stores.add(target.store());
      gradients.add(target.gradients());
    }
    return new StepMemory(stores, gradients);
  }

  /** Memory of the same layout that nobody else sees. */
  StepMemory copy() {
    return new StepMemory(
        stores.stream().map(ParameterStore::copy).toList(),
        gradients.stream().map(array -> new float[array.length]).toList());
  }

  /** Which store holds a parameter. */
  int store(Parameter parameter) {
    return IntStream.range(0, stores.size())
        .filter(i -> stores.get(i).holds(parameter))
        .findFirst()
        .orElseThrow();
  }
}
