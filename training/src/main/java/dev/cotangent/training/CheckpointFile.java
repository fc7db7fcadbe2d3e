package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Numerics;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The format of checkpoints: a safetensors file with a document in its metadata, under {@code
 * cotangent.document}, and a {@linkplain Checksum checksum} over everything. Models and optimizers
 * are lists, of one item each today. Tensors are named and in logical order:
 *
 * <pre>
 * models.0/0.weight           a parameter or state of the first model
 * optimizers.0.1/0.weight     the second array of the first optimizer
 * callbacks.0/best            what the first callback remembers
 * epochs.0, epoch             the results of the epochs done, and the sums of the one begun
 * </pre>
 */
final class CheckpointFile {

  private static final String PREFIX = "cotangent.";
  private static final String FORMAT = PREFIX + "checkpoint";
  private static final String DOCUMENT = PREFIX + "document";
  private static final int VERSION = 3;

  // Bytes that the document may take for each byte of data, beside what its length allows.
  private static final int SPARE = 2;

  private static final String NUMERICS = "numerics";
  private static final String MODELS = "models";
  private static final String OPTIMIZERS = "optimizers";
  private static final String SETTINGS = "settings";
  private static final String DATA = "data";
  private static final String POSITION = "position";
  private static final String SAMPLES = "samples";
  private static final String KERNEL_CALLS = "kernel_calls";
  private static final String EPOCHS = "epochs";
  private static final String EPOCH = "epoch";
  private static final String CALLBACKS = "callbacks";
  private static final String MODEL_PREFIX = MODELS + ".0/";
  private static final String CALLBACK_PREFIX = CALLBACKS + ".";

  private CheckpointFile() {}

  /** Checks the keys of a user's notes. */
  static void checkNotes(Map<String, String> notes) {
    for (String key : notes.keySet()) {
      if (key.startsWith(PREFIX)) {
        throw new CotangentException(
            "trainer: the checkpoint's note '"
                + key
                + "' has a reserved name, expected one that does not begin with '"
                + PREFIX
                + "'");
      }
    }
  }

  /** The content of the file of a checkpoint. */
  static SafetensorsFile encode(Snapshot snapshot, Map<String, String> notes) {
    RunProgress progress = snapshot.progress();
    List<EpochTable> tables = EpochTable.of(progress.epochs());
    Map<String, String> metadata = new TreeMap<>(notes);
    metadata.put(FORMAT, Integer.toString(VERSION));
    metadata.put(DOCUMENT, document(snapshot, tables).compact());
    List<TensorEntry> tensors = new ArrayList<>(snapshot.model().tensors().prefixed(MODEL_PREFIX));
    List<NamedTensors> slots = snapshot.optimizer().slots();
    for (int slot = 0; slot < slots.size(); slot++) {
      tensors.addAll(slots.get(slot).prefixed(slotPrefix(slot)));
    }
    for (int table = 0; table < tables.size(); table++) {
      tensors.add(tables.get(table).tensor(tableName(table)));
    }
    double[] sum = progress.sum().numbers();
    tensors.add(TensorEntry.of(EPOCH, Shape.of(sum.length), sum));
    tensors.addAll(snapshot.memory().tensors(CALLBACK_PREFIX));
    return Checksum.addTo(SafetensorsFile.of(metadata, tensors));
  }

  private static String slotPrefix(int slot) {
    return OPTIMIZERS + ".0." + slot + "/";
  }

  private static String tableName(int table) {
    return EPOCHS + "." + table;
  }

  private static JsonObject document(Snapshot snapshot, List<EpochTable> tables) {
    RunProgress progress = snapshot.progress();
    JsonObject.Builder calls = JsonObject.builder();
    progress.kernelCalls().forEach((id, count) -> calls.put(id, count.longValue()));
    return JsonObject.builder()
        .put(NUMERICS, Numerics.VERSION)
        .put(POSITION, progress.position().json())
        .put(MODELS, JsonArray.of(snapshot.model().json()))
        .put(OPTIMIZERS, JsonArray.of(snapshot.optimizer().json()))
        .put(SETTINGS, snapshot.settings())
        .put(DATA, snapshot.data().json())
        .put(CALLBACKS, snapshot.memory().json())
        .put(EPOCHS, new JsonArray(tables.stream().map(table -> (Json) table.json()).toList()))
        .put(SAMPLES, progress.samples())
        .put(KERNEL_CALLS, calls.build())
        .build();
  }

  /** The notes in a file. */
  static SortedMap<String, String> notes(SafetensorsFile content) {
    SortedMap<String, String> notes = new TreeMap<>(content.metadata());
    notes.keySet().removeIf(key -> key.startsWith(PREFIX));
    return notes;
  }

  /**
   * What is in a file.
   *
   * @throws CotangentException if it is damaged, no checkpoint, or of another version
   */
  static Snapshot decode(SafetensorsFile content) {
    checkVersion(content.metadata());
    if (Checksum.of(content) != Checksum.RIGHT) {
      throw new CotangentException("the content does not match its checksum: the file is damaged");
    }
    long data = content.tensors().stream().mapToLong(each -> each.bytes().remaining()).sum();
    JsonObject document = Json.parseObject(value(content.metadata(), DOCUMENT), SPARE * data);
    int numerics = document.integer(NUMERICS);
    if (numerics != Numerics.VERSION) {
      throw new CotangentException(
          "its numerics version is "
              + numerics
              + ", expected "
              + Numerics.VERSION
              + ": this version of Cotangent computes other bits and cannot go on from there");
    }
    Map<String, TensorEntry> tensors = new HashMap<>();
    content.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    return snapshot(document, tensors);
  }

  private static void checkVersion(Map<String, String> metadata) {
    String version = value(metadata, FORMAT);
    if (!version.equals(Integer.toString(VERSION))) {
      throw new CotangentException(
          "it is a checkpoint of version "
              + version
              + ", expected version "
              + VERSION
              + ": finish the training with the version of Cotangent that wrote it, or begin anew");
    }
  }

  private static Snapshot snapshot(JsonObject document, Map<String, TensorEntry> tensors) {
    OptimizerRecord.checkSlots(only(document, OPTIMIZERS), tensors.size());
    ModelRecord model =
        ModelRecord.of(only(document, MODELS), name -> tensor(tensors, MODEL_PREFIX + name));
    List<String> weights =
        model.tensors().names().stream()
            .filter(name -> tensors.containsKey(slotPrefix(0) + name))
            .toList();
    return new Snapshot(
        model,
        OptimizerRecord.of(
            only(document, OPTIMIZERS),
            weights,
            (slot, name) -> tensor(tensors, slotPrefix(slot) + name)),
        document.object(SETTINGS),
        DataRecord.of(document.object(DATA)),
        progress(document, tensors),
        CallbackMemory.read(
            document.array(CALLBACKS), CALLBACK_PREFIX, name -> tensor(tensors, name)));
  }

  private static RunProgress progress(JsonObject document, Map<String, TensorEntry> tensors) {
    Map<String, Long> calls = new TreeMap<>();
    JsonObject counts = document.object(KERNEL_CALLS);
    counts.names().forEach(id -> calls.put(id, counts.longInteger(id)));
    return new RunProgress(
        Position.of(document.object(POSITION)),
        EpochSum.of(tensor(tensors, EPOCH).doubles()),
        EpochTable.read(document.array(EPOCHS), table -> tensor(tensors, tableName(table))),
        document.longInteger(SAMPLES),
        calls);
  }

  private static JsonObject only(JsonObject document, String list) {
    List<JsonObject> items = document.array(list).objects();
    if (items.size() != 1) {
      throw new CotangentException(
          "it holds " + items.size() + " " + list + ", this version of Cotangent goes on with one");
    }
    return items.get(0);
  }

  /** Takes a tensor out: each belongs to one thing, however often a document names it. */
  private static TensorEntry tensor(Map<String, TensorEntry> tensors, String name) {
    TensorEntry tensor = tensors.remove(name);
    if (tensor == null) {
      throw new CotangentException("it has no tensor '" + name + "', or names it twice");
    }
    return tensor;
  }

  private static String value(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new CotangentException("it has no '" + key + "'");
    }
    return value;
  }
}
