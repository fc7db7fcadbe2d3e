package dev.cotangent.core.plan;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.List;

/**
 * Where the parameters of a run lie, and their gradients: each parameter in one of several stores,
 * which is found by identity.
 *
 * @param stores of the models that the plan reads
 * @param gradients an array with the layout of each store
 */
record ParameterSlots(List<ParameterStore> stores, List<float[]> gradients) {

  /** Checks that there is an array of gradients for each store. */
  ParameterSlots {
    stores = List.copyOf(stores);
    gradients = List.copyOf(gradients);
    if (stores.size() != gradients.size()) {
      throw new CotangentException(
          stores.size() + " stores of parameters and " + gradients.size() + " of gradients");
    }
  }

  /** Where a parameter's value lies. */
  Slot value(Parameter parameter) {
    ParameterStore store = stores.get(index(parameter));
    return Slot.of(store.array(), store.offset(parameter));
  }

  /** Where a parameter's gradient goes. */
  Slot gradient(Parameter parameter) {
    int index = index(parameter);
    return Slot.of(gradients.get(index), stores.get(index).offset(parameter));
  }

  private int index(Parameter parameter) {
    int found = -1;
    for (int i = 0; i < stores.size(); i++) {
      if (stores.get(i).holds(parameter)) {
        if (found >= 0) {
          throw new CotangentException("parameter " + parameter + " is in two stores of the run");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new CotangentException("parameter " + parameter + " is in no store of the run");
    }
    return found;
  }
}
