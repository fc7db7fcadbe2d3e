package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.training.failure.ResumeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The state of an optimizer in a checkpoint.
 *
 * @param of name of the model whose weights it updates
 * @param step number of completed updates
 * @param slots the optimizer's arrays, each with a tensor for every weight
 */
public record OptimizerRecord(String of, long step, List<NamedTensors> slots) {

  private static final String OF = "of";
  private static final String SLOTS = "slots";
  private static final String STEP = "step";

  /** Records the state for a model; there are no arrays if nothing of the model is trained. */
  public static OptimizerRecord of(String name, Model model, long step, List<float[]> slots) {
    return new OptimizerRecord(
        name,
        step,
        slots.stream()
            .filter(slot -> slot.length == model.store().trainableSize())
            .map(slot -> NamedTensors.of(model.store(), weights(model), slot))
            .toList());
  }

  private static List<Parameter> weights(Model model) {
    return model.parameters().stream().filter(Parameter::trainable).toList();
  }

  JsonObject json() {
    return JsonObject.builder().put(OF, of).put(SLOTS, slots.size()).put(STEP, step).build();
  }

  /** Checks that a file with this many tensors can hold this many arrays. */
  static void checkSlots(JsonObject json, int tensors) {
    if (json.integer(SLOTS) < 0 || json.integer(SLOTS) > tensors) {
      throw new CotangentException(
          "its optimizer has "
              + json.integer(SLOTS)
              + " arrays, expected 0 to "
              + tensors
              + ", the number of tensors");
    }
  }

  /**
   * Reads a state from a checkpoint.
   *
   * @param weights names of the tensors in a slot
   * @param tensor returns the tensor of a weight in a slot
   */
  public static OptimizerRecord of(
      JsonObject json, List<String> weights, BiFunction<Integer, String, TensorEntry> tensor) {
    List<NamedTensors> slots = new ArrayList<>();
    for (int slot = 0; slot < json.integer(SLOTS); slot++) {
      Map<String, TensorEntry> entries = new LinkedHashMap<>();
      for (String weight : weights) {
        entries.put(weight, tensor.apply(slot, weight));
      }
      slots.add(new NamedTensors(entries));
    }
    return new OptimizerRecord(json.string(OF), json.longInteger(STEP), slots);
  }

  /** Checks that the state fits a model's weights. */
  public void check(Model model, int expectedSlots) {
    if (slots.size() != expectedSlots) {
      throw new ResumeException(
          "the optimizer keeps " + expectedSlots + " arrays instead of " + slots.size());
    }
    slots.forEach(slot -> slot.check("the optimizer's arrays", weights(model)));
  }

  /** The arrays in memory order. */
  public List<float[]> arrays(Model model) {
    List<float[]> arrays = new ArrayList<>();
    for (NamedTensors slot : slots) {
      float[] array = new float[model.store().trainableSize()];
      slot.writeTo(model.store(), weights(model), array);
      arrays.add(array);
    }
    return arrays;
  }
}
