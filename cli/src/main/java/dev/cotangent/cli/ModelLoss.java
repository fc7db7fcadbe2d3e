package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.SpecJson;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.data.Task;
import java.util.Map;
import java.util.TreeMap;

/** The loss that a model was trained with, which travels with it in its metadata. */
final class ModelLoss {

  private static final String KEY = "loss";

  private ModelLoss() {}

  /** A model with the loss beside its other metadata. */
  static Map<String, String> with(Map<String, String> metadata, Loss loss) {
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(KEY, SpecJson.encode(loss.id(), loss.attributes()).compact());
    return all;
  }

  /**
   * The loss of a model; the usual one of its task if an earlier version wrote it.
   *
   * @throws UserError if the registry does not know it
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
      throw new UserError("--model: the loss it was trained with: " + e.getMessage(), e);
    }
  }
}
