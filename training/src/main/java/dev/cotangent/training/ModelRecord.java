package dev.cotangent.training;

import dev.cotangent.core.Shape;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.ModelContext;
import dev.cotangent.core.model.SpecJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model in a checkpoint: what it was built from, and all its parameters and states.
 *
 * @param name of the model; empty where there is one only
 * @param spec its layers
 */
record ModelRecord(String name, Shape sample, JsonObject spec, NamedTensors tensors) {

  private static final String NAME = "name";
  private static final String SAMPLE = "sample_shape";
  private static final String SPEC = "spec";
  private static final String TENSORS = "tensors";

  /** A model as it is now. */
  static ModelRecord of(String name, Model model) {
    return new ModelRecord(
        name,
        model.sampleShape(),
        SpecJson.encode(model.spec()),
        NamedTensors.of(model.store(), model.parameters(), model.store().array()));
  }

  JsonObject json() {
    return JsonObject.builder()
        .put(NAME, name)
        .put(SAMPLE, JsonArray.ofIntegers(sample.dims()))
        .put(SPEC, spec)
        .put(TENSORS, JsonArray.ofStrings(tensors.names()))
        .build();
  }

  /** Reads what was written. */
  static ModelRecord of(JsonObject json, Function<String, TensorEntry> tensor) {
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    json.array(TENSORS).strings().forEach(name -> entries.put(name, tensor.apply(name)));
    return new ModelRecord(
        json.string(NAME),
        Shape.of(json.array(SAMPLE).integers()),
        json.object(SPEC),
        new NamedTensors(entries));
  }

  /**
   * Checks that it is of a model like that one, with numbers that a training can have.
   *
   * @throws ResumeException naming what differs
   */
  void check(Model model) {
    List<String> layers = JsonDifferences.of(label(), SpecJson.encode(model.spec()), spec);
    if (!layers.isEmpty()) {
      throw new ResumeException(String.join(", ", layers));
    }
    if (!sample.equals(model.sampleShape())) {
      throw new ResumeException(
          label() + ": samples " + model.sampleShape() + " instead of " + sample);
    }
    tensors.check(name.isEmpty() ? "parameters" : label() + ": parameters", model.parameters());
    model.parameters().stream()
        .filter(parameter -> parameter.trainable())
        .filter(parameter -> !tensors.isFinite(parameter))
        .findFirst()
        .ifPresent(
            parameter -> {
              throw new ResumeException(
                  "'" + ModelContext.place(name, parameter.name()) + "' is not finite in it");
            });
  }

  private String label() {
    return name.isEmpty() ? "model" : "model '" + name + "'";
  }

  /** All values in memory order. */
  float[] array(Model model) {
    float[] array = new float[model.store().array().length];
    tensors.writeTo(model.store(), model.parameters(), array);
    return array;
  }
}
