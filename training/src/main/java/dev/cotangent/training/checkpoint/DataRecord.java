package dev.cotangent.training.checkpoint;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;

/**
 * The identity of the training and validation data in a checkpoint.
 *
 * @param training as written by {@link DataWatch}
 * @param validation likewise, or null where there is none
 */
public record DataRecord(JsonObject training, Json validation) {

  private static final String TRAINING = "training";
  private static final String VALIDATION = "validation";

  JsonObject json() {
    return JsonObject.builder().put(TRAINING, training).put(VALIDATION, validation).build();
  }

  public static DataRecord of(JsonObject json) {
    return new DataRecord(json.object(TRAINING), json.get(VALIDATION));
  }
}
