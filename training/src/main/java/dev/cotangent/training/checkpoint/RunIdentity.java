package dev.cotangent.training.checkpoint;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import java.util.Optional;

/**
 * The identity of a training in its checkpoints, apart from its model.
 *
 * @param settings settings that determine the numbers
 * @param watch hashes of the training data
 * @param validation record of the validation data
 */
public record RunIdentity(
    RunSettings settings, long seed, DataWatch watch, Optional<JsonObject> validation) {

  /** The current record of the data. */
  public DataRecord data() {
    return new DataRecord(
        watch.json(), validation.<Json>map(known -> known).orElseGet(Json.Null::new));
  }
}
