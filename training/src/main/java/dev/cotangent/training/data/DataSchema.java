package dev.cotangent.training.data;

import dev.cotangent.core.Shape;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.List;

/** The structure of a data set without its values, by which a checkpoint identifies its data. */
final class DataSchema {

  /** The key of a target's shape. */
  static final String SHAPE = "target_shape";

  // Longer lists of column or class names would bloat a checkpoint: a hash replaces
  // them.
  private static final int MOST_NAMES = 1000;

  private DataSchema() {}

  static JsonObject of(Dataset data) {
    JsonObject.Builder schema = JsonObject.builder();
    schema.put("rows", data.size());
    schema.put("sample_shape", shape(data.sampleShape()));
    schema.put("weights", data.weightWidth());
    data.targets().first().targets().describe(schema);
    if (data.targets().all().size() > 1) {
      schema.put("targets", JsonArray.of(others(data)));
    }
    if (data.hasNamedInputs()) {
      schema.put("input", data.samples().name());
      schema.put("inputs", JsonArray.of(data.inputs().all().stream().map(DataSchema::of).toList()));
    }
    return schema.put("features", names(data.featureNames())).build();
  }

  private static List<Json> others(Dataset data) {
    return data.targets().all().stream().skip(1).map(DataSchema::of).toList();
  }

  private static Json of(TargetColumn column) {
    JsonObject.Builder schema = JsonObject.builder();
    schema.put("name", column.names().name());
    schema.put("weights", column.weightWidth());
    column.targets().describe(schema);
    return schema.build();
  }

  static Json shape(Shape shape) {
    return JsonArray.ofIntegers(shape.dims());
  }

  static Json names(List<String> names) {
    if (names.size() <= MOST_NAMES) {
      return JsonArray.ofStrings(names);
    }
    long hash = 0;
    for (String name : names) {
      hash = RowHash.mix(hash + name.length());
      for (int i = 0; i < name.length(); i++) {
        hash = RowHash.mix(hash + name.charAt(i));
      }
    }
    return JsonObject.builder()
        .put("count", names.size())
        .put("hash", Long.toHexString(hash))
        .build();
  }
}
