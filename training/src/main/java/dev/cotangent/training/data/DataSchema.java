package dev.cotangent.training.data;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.List;

/** The structure of a data set without its values, by which a checkpoint identifies its data. */
final class DataSchema {

  // Longer lists of column or class names would bloat a checkpoint: a hash replaces
  // them.
  private static final int MOST_NAMES = 1000;

  private DataSchema() {}

  static JsonObject of(Dataset data) {
    JsonObject.Builder schema = JsonObject.builder();
    schema.put("rows", data.size());
    schema.put("sample_shape", JsonArray.ofIntegers(data.sampleShape().dims()));
    schema.put("weights", data.weightWidth());
    putTargets(schema, data.columns().get(0).targets());
    if (data.columns().size() > 1) {
      schema.put("targets", JsonArray.of(others(data)));
    }
    if (!data.inputs().isEmpty() || !data.sampleName().equals(BatchNames.FEATURES)) {
      schema.put("input", data.sampleName());
      schema.put("inputs", JsonArray.of(data.inputs().stream().map(DataSchema::of).toList()));
    }
    return schema.put("features", names(data.featureNames())).build();
  }

  private static List<Json> others(Dataset data) {
    return data.columns().stream().skip(1).map(DataSchema::of).toList();
  }

  private static Json of(TargetColumn column) {
    JsonObject.Builder schema = JsonObject.builder();
    schema.put("name", column.names().name());
    schema.put("weights", column.weightWidth());
    putTargets(schema, column.targets());
    return schema.build();
  }

  /** Writes the targets' schema; the shape is left out for one class per sample. */
  private static void putTargets(JsonObject.Builder schema, Targets targets) {
    if (targets instanceof ClassTargets classes) {
      schema.put("classes", names(classes.classNames()));
    }
    if (targets instanceof LabelTargets labels) {
      schema.put("labels", names(labels.labelNames()));
    }
    if (!(targets instanceof ClassTargets) || targets.shape().rank() > 0) {
      schema.put("target_shape", JsonArray.ofIntegers(targets.shape().dims()));
    }
  }

  private static Json names(List<String> names) {
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
