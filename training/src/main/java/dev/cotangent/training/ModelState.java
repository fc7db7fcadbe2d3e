package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.training.step.UpdateTarget;
import java.util.List;

/**
 * The state of one model after a step.
 *
 * @param layout the parameters in memory order, by which a state recognizes its model
 * @param parameters values of the parameters, states included, laid out as in the model's store
 * @param slots the optimizer's arrays, laid out like the model's weights
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ModelState(String name, List<String> layout, float[] parameters, List<float[]> slots) {

  static ModelState of(String name, UpdateTarget target) {
    return new ModelState(name, layout(target.store()), target.values(), List.of(target.slots()));
  }

  /** Copies the arrays. */
  ModelState {
    layout = List.copyOf(layout);
    parameters = parameters.clone();
    slots = slots.stream().map(float[]::clone).toList();
  }

  static List<String> layout(ParameterStore store) {
    return store.parameters().stream()
        .map(parameter -> parameter.name() + parameter.shape() + parameter.storageOrder())
        .toList();
  }

  void check(String expectedName, UpdateTarget target) {
    check("name of a model", expectedName, name);
    check("list of parameters", layout(target.store()), layout);
    check("number of optimizer arrays", target.slots().length, slots.size());
    for (int i = 0; i < slots.size(); i++) {
      check("size of an optimizer array", target.slots()[i].length, slots.get(i).length);
    }
  }

  static void check(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new CotangentException(
          "this state belongs to another training: its "
              + what
              + " is "
              + found
              + ", expected "
              + expected);
    }
  }

  void copyTo(UpdateTarget target) {
    System.arraycopy(parameters, 0, target.values(), 0, parameters.length);
    for (int i = 0; i < slots.size(); i++) {
      System.arraycopy(slots.get(i), 0, target.slots()[i], 0, slots.get(i).length);
    }
  }
}
