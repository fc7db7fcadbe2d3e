package dev.cotangent.training;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import java.util.Optional;

/**
 * The identity of a training in its checkpoints, apart from its model.
 *
 * @param settings settings as written by {@link RunSettings}
 * @param watch hashes of the training data
 * @param validation record of the validation data
 */
record RunIdentity(
    JsonObject settings, long seed, DataWatch watch, Optional<JsonObject> validation) {

  /** The current record of the data. */
  DataRecord data() {
    return new DataRecord(
        watch.json(), validation.<Json>map(known -> known).orElseGet(Json.Null::new));
  }
}
