package dev.cotangent.training;

import dev.cotangent.core.Shape;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.ModelContext;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.model.SignatureJson;
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
record ModelRecord(String name, Signature inputs, JsonObject spec, NamedTensors tensors) {

  private static final String NAME = "name";
  private static final String SAMPLE = "sample_shape";
  private static final String INPUTS = "inputs";
  private static final String SPEC = "spec";
  private static final String TENSORS = "tensors";

  /** A model as it is now. */
  static ModelRecord of(String name, Model model) {
    return new ModelRecord(
        name,
        model.inputs(),
        SpecJson.encode(model.spec()),
        NamedTensors.of(model.store(), model.parameters(), model.store().array()));
  }

  private static String text(Signature inputs) {
    return inputs.isSingle() ? inputs.port(0).sample().toString() : inputs.toString();
  }

  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put(NAME, name);
    Shape first = inputs.port(0).sample();
    boolean plain = inputs.equals(Signature.of(first)); // a shape alone, as in model files
    json.put(
        plain ? SAMPLE : INPUTS,
        plain ? JsonArray.ofIntegers(first.dims()) : SignatureJson.encode(inputs));
    return json.put(SPEC, spec).put(TENSORS, JsonArray.ofStrings(tensors.names())).build();
  }

  /** Reads what was written. */
  static ModelRecord of(JsonObject json, Function<String, TensorEntry> tensor) {
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    json.array(TENSORS).strings().forEach(name -> entries.put(name, tensor.apply(name)));
    return new ModelRecord(
        json.string(NAME),
        json.has(INPUTS)
            ? SignatureJson.decode(json.array(INPUTS))
            : Signature.of(Shape.of(json.array(SAMPLE).integers())),
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
    if (!inputs.equals(model.inputs())) {
      throw new ResumeException(
          label() + ": samples " + text(model.inputs()) + " instead of " + text(inputs));
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
