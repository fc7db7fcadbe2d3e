package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Numerics;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.ElementType;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SignatureJson;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes model files in the safetensors format. Parameters are stored under their names;
 * metadata keys that begin with {@code cotangent.} hold everything else, and all other keys are the
 * user's. A {@linkplain Checksum checksum} covers the whole content; a file without one still
 * loads, with a warning.
 *
 * <p>Names, types and shapes of all parameters are compared with the declarations of the layers
 * before memory for the parameters is allocated.
 */
final class ModelFile {

  private static final Logger LOG = LoggerFactory.getLogger(Model.class);

  private static final String RESERVED = "cotangent.";
  private static final String FORMAT = RESERVED + "format";
  private static final String NUMERICS = RESERVED + "numerics";
  private static final String SPEC = RESERVED + "spec";
  private static final String SAMPLE = RESERVED + "sample_shape";
  private static final String INPUTS = RESERVED + "inputs";
  private static final String SEED = RESERVED + "seed";
  private static final String SELF_TEST = RESERVED + "self_test";

  /**
   * Format version of models with a single unnamed input, the only kind before inputs had names.
   */
  private static final int VERSION = 1;

  /** Format version of models with named inputs. */
  private static final int NAMED_VERSION = 2;

  // Bytes of memory that the specification may use per byte of data, besides the allowance for its
  // own length.
  private static final int SPARE = 2;
  static final String CHANGED =
      "the content does not match its checksum: the file is damaged, or another program changed it"
          + " (if that was on purpose, remove '"
          + Checksum.KEY
          + "' from its metadata)";

  // The byte offset of the safetensors header, which begins with the metadata.
  private static final long METADATA_OFFSET = Long.BYTES;

  private ModelFile() {}

  static void checkKeys(Set<String> keys) {
    for (String key : keys) {
      if (key.startsWith(RESERVED)) {
        throw new CotangentException(
            "metadata key '"
                + key
                + "', expected one that does not begin with '"
                + RESERVED
                + "', which is reserved");
      }
    }
  }

  static void write(Path path, Model model) throws IOException {
    String spec = Savable.check(model);
    Map<String, String> metadata = new TreeMap<>(model.metadata());
    boolean plain = ModelInputs.isPlain(model.inputs());
    metadata.put(FORMAT, Integer.toString(plain ? VERSION : NAMED_VERSION));
    metadata.put(NUMERICS, Integer.toString(Numerics.VERSION));
    metadata.put(SPEC, spec);
    if (plain) {
      metadata.put(SAMPLE, JsonArray.ofIntegers(model.sampleShape().dims()).compact());
    } else {
      metadata.put(INPUTS, SignatureJson.encode(model.inputs()).compact());
    }
    metadata.put(SEED, Long.toString(model.seed()));
    List<TensorEntry> tensors = tensors(model.parameters(), model.store());
    String selfTest = SelfTestRun.words(model, tensors);
    if (!selfTest.isEmpty()) {
      metadata.put(SELF_TEST, selfTest);
    }
    Safetensors.write(path, Checksum.addTo(SafetensorsFile.of(metadata, tensors)));
  }

  /** The parameters as a file stores them. */
  static List<TensorEntry> tensors(List<Parameter> parameters, ParameterStore store) {
    List<TensorEntry> tensors = new ArrayList<>();
    for (Parameter parameter : parameters) {
      tensors.add(TensorEntry.of(parameter.name(), parameter.shape(), store.read(parameter)));
    }
    return tensors;
  }

  static Model read(Path path, Registry registry) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileFormatException(path.toString(), 0, "a directory, expected a model file");
    }
    SafetensorsFile file = Safetensors.read(path);
    Checksum checksum = Checksum.of(file);
    try {
      Model model = model(file, registry, path);
      check(checksum, path);
      return model;
    } catch (FileFormatException | MemoryException e) {
      throw e;
    } catch (CotangentException | ArithmeticException e) {
      String damaged = checksum == Checksum.WRONG ? "; " + CHANGED : "";
      throw new FileFormatException(path.toString(), METADATA_OFFSET, reason(e) + damaged, e);
    }
  }

  private static void check(Checksum checksum, Path path) {
    if (checksum == Checksum.WRONG) {
      throw new CotangentException(CHANGED);
    }
    if (checksum == Checksum.MISSING) {
      LOG.warn(
          "{} has no checksum, so damage to its numbers goes unnoticed; saving the model adds one",
          path);
    }
  }

  private static String reason(RuntimeException e) {
    return e instanceof JsonException json ? "metadata: " + json.getMessage() : "" + e.getMessage();
  }

  private static Model model(SafetensorsFile file, Registry registry, Path path) {
    SortedMap<String, String> metadata = file.metadata();
    boolean plain = checkVersions(metadata, path) == VERSION;
    long data = file.tensors().stream().mapToLong(tensor -> tensor.bytes().remaining()).sum();
    JsonObject json = Json.parseObject(value(metadata, SPEC), SPARE * data);
    LayerSpec spec = SpecJson.decode(json, registry);
    Signature inputs =
        plain
            ? Signature.of(Shape.of(array(metadata, SAMPLE).integers()))
            : ModelInputs.checked(SignatureJson.decode(array(metadata, INPUTS)));
    ModelStructure structure = structure(spec, inputs, registry, data);
    Map<String, TensorEntry> tensors = checkParameters(structure.parameters(), file);
    ParameterStore store = ParameterStore.of(structure.parameters());
    for (Parameter parameter : structure.parameters()) {
      store.write(parameter, floats(Objects.requireNonNull(tensors.get(parameter.name()))));
    }
    long seed = number(metadata, SEED);
    String selfTest = metadata.getOrDefault(SELF_TEST, "");
    return new Model(structure, seed, registry, store, ofUser(metadata), selfTest);
  }

  /** Builds the layers; a size that the heap cannot hold is the file's fault unless it has it. */
  private static ModelStructure structure(
      LayerSpec spec, Signature inputs, Registry registry, long data) {
    try {
      return ModelStructure.of(spec, inputs, registry);
    } catch (MemoryException large) {
      if (data > Runtime.getRuntime().maxMemory() / 2) {
        throw large;
      }
      throw new CotangentException(
          "the tensors have " + data + " bytes in all, but " + large.getMessage(), large);
    }
  }

  private static float[] floats(TensorEntry tensor) {
    double bytes = tensor.bytes().remaining();
    return MemoryException.allocate("the tensor ".concat(tensor.name()), bytes, tensor::floats);
  }

  private static SortedMap<String, String> ofUser(SortedMap<String, String> metadata) {
    SortedMap<String, String> rest = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (!key.startsWith(RESERVED)) {
            rest.put(key, value);
          }
        });
    return rest;
  }

  private static long checkVersions(SortedMap<String, String> metadata, Path path) {
    long format = number(metadata, FORMAT);
    if (format != VERSION && format != NAMED_VERSION) {
      throw new CotangentException(
          "model format " + format + ", expected " + VERSION + " or " + NAMED_VERSION);
    }
    long numerics = number(metadata, NUMERICS);
    if (numerics != Numerics.VERSION) {
      LOG.warn(
          "{} was written with numerics version {}, this is {}: results may differ in their last bits",
          path,
          numerics,
          Numerics.VERSION);
    }
    return format;
  }

  private static JsonArray array(SortedMap<String, String> metadata, String key) {
    String text = value(metadata, key);
    if (Json.parse(text) instanceof JsonArray array) {
      return array;
    }
    throw new CotangentException(
        "metadata '" + key + "' is " + Brief.of(text) + ", expected an array");
  }

  /** Returns the tensors by name, after checking that they are exactly the parameters. */
  private static Map<String, TensorEntry> checkParameters(
      List<Parameter> parameters, SafetensorsFile file) {
    Map<String, TensorEntry> found = new HashMap<>();
    file.tensors().forEach(tensor -> found.put(tensor.name(), tensor));
    for (Parameter parameter : parameters) {
      TensorEntry tensor = found.get(parameter.name());
      if (tensor == null) {
        throw new CotangentException(
            "no tensor for parameter "
                + parameter
                + ", expected one; present: "
                + Brief.list(file.names()));
      }
      if (tensor.type() != ElementType.F32 || !tensor.shape().equals(parameter.shape())) {
        throw new CotangentException(
            "tensor " + tensor + ", expected F32" + parameter.shape() + " as the layers have it");
      }
    }
    if (found.size() > parameters.size()) {
      Set<String> left = new TreeSet<>(found.keySet());
      parameters.forEach(parameter -> left.remove(parameter.name()));
      throw new CotangentException(
          "tensors " + Brief.list(left) + ", expected parameters of the layers only");
    }
    return found;
  }

  private static long number(SortedMap<String, String> metadata, String key) {
    String text = value(metadata, key);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new CotangentException(
          "metadata '" + key + "' is " + Brief.quoted(text) + ", expected an integer", e);
    }
  }

  private static String value(SortedMap<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new CotangentException(
          "no metadata '"
              + key
              + "', expected a model that Cotangent saved; present: "
              + Brief.list(metadata.keySet()));
    }
    return value;
  }
}
