package dev.cotangent.training;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import java.util.Optional;

/**
 * What a training is known by in its checkpoints, beside its model.
 *
 * @param settings as {@link RunSettings} has them
 * @param watch what is known of the training data
 * @param validation what is known of the validation data
 */
record RunIdentity(
    JsonObject settings, long seed, DataWatch watch, Optional<JsonObject> validation) {

  /** What is known of the data now. */
  DataRecord data() {
    return new DataRecord(
        watch.json(), validation.<Json>map(known -> known).orElseGet(Json.Null::new));
  }
}
