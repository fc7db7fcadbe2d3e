package dev.cotangent.training.checkpoint;

import dev.cotangent.core.Shape;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spec.SignatureJson;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.QualifiedName;
import dev.cotangent.training.failure.ResumeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A model in a checkpoint: its definition, and all its parameters and states.
 *
 * @param name name of the model; empty if it is the only one
 * @param spec the model's layers
 */
public record ModelRecord(String name, Signature inputs, JsonObject spec, NamedTensors tensors) {

  private static final String NAME = "name";
  private static final String SAMPLE = "sample_shape";
  private static final String INPUTS = "inputs";
  private static final String SPEC = "spec";
  private static final String TENSORS = "tensors";

  /** Records the current state of a model. */
  public static ModelRecord of(String name, Model model) {
    return new ModelRecord(
        name,
        model.inputs(),
        SpecJson.encode(model.spec()),
        NamedTensors.of(model.store(), model.parameters(), model.store().array()));
  }

  /**
   * Describes a difference: the shapes if each model has a single input, otherwise each input that
   * differs.
   */
  private static String difference(Signature now, Signature before) {
    if (isPlain(now) && isPlain(before)) {
      return "samples " + now.port(0).sample() + " instead of " + before.port(0).sample();
    }
    Set<String> names = new LinkedHashSet<>(now.names());
    names.addAll(before.names());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String port = port(now, name);
      String other = port(before, name);
      if (!port.equals(other)) {
        differences.add("input '" + name + "' " + port + " instead of " + other);
      }
    }
    return differences.isEmpty()
        ? "inputs " + now.names() + " instead of " + before.names()
        : String.join(", ", differences);
  }

  private static String port(Signature inputs, String name) {
    return inputs.has(name) ? inputs.port(name).toString() : "none";
  }

  /** Whether a shape alone describes the inputs, as in model files. */
  private static boolean isPlain(Signature inputs) {
    return inputs.equals(Signature.of(inputs.port(0).sample()));
  }

  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put(NAME, name);
    boolean plain = isPlain(inputs);
    json.put(
        plain ? SAMPLE : INPUTS,
        plain
            ? JsonArray.ofIntegers(inputs.port(0).sample().dims())
            : SignatureJson.encode(inputs));
    return json.put(SPEC, spec).put(TENSORS, JsonArray.ofStrings(tensors.names())).build();
  }

  /** Reads a model from a checkpoint. */
  public static ModelRecord of(JsonObject json, Function<String, TensorEntry> tensor) {
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
   * Checks that the record matches a model and that its weights are finite.
   *
   * @throws ResumeException naming the differences
   */
  public void check(Model model) {
    List<String> layers = JsonDifferences.of(label(), SpecJson.encode(model.spec()), spec);
    if (!layers.isEmpty()) {
      throw new ResumeException(String.join(", ", layers));
    }
    if (!inputs.equals(model.inputs())) {
      throw new ResumeException(label() + ": " + difference(model.inputs(), inputs));
    }
    tensors.check(name.isEmpty() ? "parameters" : label() + ": parameters", model.parameters());
    model.parameters().stream()
        .filter(parameter -> parameter.trainable())
        .filter(parameter -> !tensors.isFinite(parameter))
        .findFirst()
        .ifPresent(
            parameter -> {
              throw new ResumeException(
                  "'"
                      + QualifiedName.of(name, parameter.name())
                      + "' is not finite in the checkpoint");
            });
  }

  private String label() {
    return name.isEmpty() ? "model" : "model '" + name + "'";
  }

  /** All values in memory order. */
  public float[] array(Model model) {
    float[] array = new float[model.store().array().length];
    tensors.writeTo(model.store(), model.parameters(), array);
    return array;
  }
}
