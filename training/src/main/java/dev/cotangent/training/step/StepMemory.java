package dev.cotangent.training.step;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The arrays that a step reads and writes: for each model its parameter store, and a gradient array
 * laid out like its weights.
 *
 * @param stores parameter stores in the order of the models
 * @param gradients gradient arrays; empty for a model that is not trained
 */
public record StepMemory(List<ParameterStore> stores, List<float[]> gradients) {

  public static StepMemory of(UpdateTarget[] targets) {
    List<ParameterStore> stores = new ArrayList<>();
    List<float[]> gradients = new ArrayList<>();
    for (UpdateTarget target : targets) {
      stores.add(target.store());
      gradients.add(target.gradients());
    }
    return new StepMemory(stores, gradients);
  }

  /** The index of the store that holds a parameter. */
  public int store(Parameter parameter) {
    return IntStream.range(0, stores.size())
        .filter(i -> stores.get(i).holds(parameter))
        .findFirst()
        .orElseThrow();
  }
}
