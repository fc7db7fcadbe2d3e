package dev.cotangent.spark.data;

import dev.cotangent.core.Shape;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.LabelTargets;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.data.Targets;
import java.util.List;

/**
 * The targets of samples.
 *
 * @param names of the classes or labels; of the columns of numbers, or empty
 */
record TargetLayout(Kind kind, Shape shape, List<String> names) {

  enum Kind {
    CLASSES,
    NUMBERS,
    LABELS
  }

  private static final String SHAPE = "shape";
  private static final String NAMES = "names";

  /** Makes targets of the bits of all samples' elements. */
  Targets targets(int[] words) {
    return switch (kind) {
      case CLASSES -> ClassTargets.of(shape, words, names);
      case LABELS -> LabelTargets.of(names, floats(words));
      case NUMBERS ->
          names.isEmpty()
              ? NumberTargets.of(shape, floats(words))
              : NumberTargets.of(names, floats(words));
    };
  }

  static float[] floats(int[] words) {
    float[] floats = new float[words.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat(words[i]);
    }
    return floats;
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("kind", kind.name())
        .put(SHAPE, JsonArray.ofIntegers(shape.dims()))
        .put(NAMES, JsonArray.ofStrings(names))
        .build();
  }

  static TargetLayout of(JsonObject json) {
    return new TargetLayout(
        LayoutJson.constant(Kind.class, json.string("kind")),
        Shape.of(json.array(SHAPE).integers()),
        json.array(NAMES).strings());
  }
}
