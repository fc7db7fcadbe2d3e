package dev.cotangent.core.plan;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.step.Slot;
import java.util.List;

/**
 * The memory of a run's parameters and their gradients: each parameter is in one of several stores,
 * which is found by identity.
 *
 * @param stores the parameter stores of the models that the plan reads
 * @param gradients for each store, an array with its layout
 */
record ParameterSlots(List<ParameterStore> stores, List<float[]> gradients) {

  /** Checks that there is an array of gradients for each store. */
  ParameterSlots {
    stores = List.copyOf(stores);
    gradients = List.copyOf(gradients);
    if (stores.size() != gradients.size()) {
      throw new CotangentException(
          "run: "
              + gradients.size()
              + " arrays of gradients, expected one for each of "
              + stores.size()
              + " parameter stores");
    }
  }

  /** The slot of a parameter's value. */
  Slot value(Parameter parameter) {
    ParameterStore store = stores.get(index(parameter));
    return Slot.of(store.array(), store.offset(parameter));
  }

  /** The slot of a parameter's gradient. */
  Slot gradient(Parameter parameter) {
    int index = index(parameter);
    return Slot.of(gradients.get(index), stores.get(index).offset(parameter));
  }

  private int index(Parameter parameter) {
    int found = -1;
    for (int i = 0; i < stores.size(); i++) {
      if (stores.get(i).holds(parameter)) {
        if (found >= 0) {
          throw new CotangentException(
              "run: parameter " + parameter + " is in two of its stores, expected one");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new CotangentException(
          "run: parameter " + parameter + " is in none of its stores, expected one");
    }
    return found;
  }
}
