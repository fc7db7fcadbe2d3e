package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.training.table.Task;
import java.util.Map;
import java.util.TreeMap;

/** The loss that a model was trained with, stored in the model's metadata. */
final class ModelLoss {

  private static final String KEY = "loss";

  private ModelLoss() {}

  /** The metadata of a model, plus its loss. */
  static Map<String, String> with(Map<String, String> metadata, Loss loss) {
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(KEY, SpecJson.encode(loss.id(), loss.attributes()).compact());
    return all;
  }

  /**
   * The loss of a model; for files of earlier versions, which lack it, the default of the task.
   *
   * @throws UserError if the registry does not know the loss
   */
  static Loss of(Model model, Task task, Registry registry) {
    String text = model.metadata().get(KEY);
    if (text == null) {
      return Losses.of(task);
    }
    try {
      JsonObject json = Json.parseObject(text);
      return registry.loss(SpecJson.id(json)).with(SpecJson.attributes(json, registry));
    } catch (CotangentException e) {
      throw new UserError("--model: the loss of the training: " + e.getMessage(), e);
    }
  }
}
