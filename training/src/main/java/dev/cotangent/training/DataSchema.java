package dev.cotangent.training;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.List;

/** What a data set consists of, its numbers aside, for a checkpoint to know its data by. */
final class DataSchema {

  // Names of more columns or classes than these would fill a checkpoint: their hash stands for
  // them.
  private static final int MOST_NAMES = 1000;

  private DataSchema() {}

  static JsonObject of(Dataset data) {
    JsonObject.Builder schema = JsonObject.builder();
    schema.put("rows", data.size());
    schema.put("sample_shape", JsonArray.ofIntegers(data.sampleShape().dims()));
    schema.put("weights", data.weightWidth());
    if (data.isClassification()) {
      schema.put("classes", names(data.classNames()));
    } else {
      schema.put("target_shape", JsonArray.ofIntegers(data.targetShape().dims()));
    }
    return schema.put("features", names(data.featureNames())).build();
  }

  private static Json names(List<String> names) {
    if (names.size() <= MOST_NAMES) {
      return JsonArray.ofStrings(names);
    }
    long hash = 0;
    for (String name : names) {
      hash = RowSums.mix(hash + name.length());
      for (int i = 0; i < name.length(); i++) {
        hash = RowSums.mix(hash + name.charAt(i));
      }
    }
    return JsonObject.builder()
        .put("count", names.size())
        .put("hash", Long.toHexString(hash))
        .build();
  }
}
