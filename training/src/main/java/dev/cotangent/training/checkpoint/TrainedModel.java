package dev.cotangent.training.checkpoint;

import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import java.util.ArrayList;
import java.util.List;

/** A model in a checkpoint with the state of its optimizer. */
public record TrainedModel(ModelRecord model, OptimizerRecord optimizer) {

  /** Lists in a checkpoint's document, with one item for each model. */
  static final String MODELS = "models";

  static final String OPTIMIZERS = "optimizers";

  /**
   * Records the current state of a model.
   *
   * @param name name in the objective; empty for a single model
   */
  public static TrainedModel of(String name, Model model, long step, List<float[]> slots) {
    return new TrainedModel(
        ModelRecord.of(name, model), OptimizerRecord.of(name, model, step, slots));
  }

  /**
   * The tensors of the file, for example {@code models.0/0.weight}, and {@code
   * optimizers.0.1/0.weight} for the second array of an optimizer.
   *
   * @param index index of the model
   */
  List<TensorEntry> tensors(int index) {
    List<TensorEntry> tensors = new ArrayList<>(model.tensors().prefixed(modelPrefix(index)));
    for (int slot = 0; slot < optimizer.slots().size(); slot++) {
      tensors.addAll(optimizer.slots().get(slot).prefixed(slotPrefix(index, slot)));
    }
    return tensors;
  }

  private static String modelPrefix(int index) {
    return MODELS + "." + index + "/";
  }

  private static String slotPrefix(int index, int slot) {
    return OPTIMIZERS + "." + index + "." + slot + "/";
  }

  /** Reads a model from a checkpoint. */
  public static TrainedModel read(
      int index, JsonObject modelJson, JsonObject optimizerJson, CheckpointTensors tensors) {
    OptimizerRecord.checkSlots(optimizerJson, tensors.count());
    ModelRecord model = ModelRecord.of(modelJson, name -> tensors.take(modelPrefix(index) + name));
    List<String> weights =
        model.tensors().names().stream()
            .filter(name -> tensors.has(slotPrefix(index, 0) + name))
            .toList();
    return new TrainedModel(
        model,
        OptimizerRecord.of(
            optimizerJson, weights, (slot, name) -> tensors.take(slotPrefix(index, slot) + name)));
  }
}
