package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file format of {@link Trainer#fit}'s checkpoints. Models and optimizers are lists with one
 * item each. Tensors are named and in logical order:
 *
 * <pre>
 * models.0/0.weight           a parameter or state of the first model
 * optimizers.0.1/0.weight     the second array of the first optimizer
 * callbacks.0/best            state of the first callback
 * epochs.0, epoch             results of the completed epochs, and sums of the current one
 * </pre>
 */
public final class CheckpointFile {

  private static final String SETTINGS = "settings";
  private static final String DATA = "data";
  private static final String POSITION = "position";
  private static final String SAMPLES = "samples";
  private static final String KERNEL_CALLS = "kernel_calls";
  private static final String EPOCHS = "epochs";
  private static final String EPOCH = "epoch";
  private static final String CALLBACKS = "callbacks";
  private static final String CALLBACK_PREFIX = CALLBACKS + ".";

  private CheckpointFile() {}

  /** The content of a checkpoint file. */
  public static SafetensorsFile encode(Snapshot snapshot, Map<String, String> notes) {
    RunProgress progress = snapshot.progress();
    List<EpochTable> tables = EpochTable.of(progress.epochs());
    TrainedModel trained = new TrainedModel(snapshot.model(), snapshot.optimizer());
    List<TensorEntry> tensors = new ArrayList<>(trained.tensors(0));
    for (int table = 0; table < tables.size(); table++) {
      tensors.add(tables.get(table).tensor(tableName(table)));
    }
    double[] sum = progress.sum().numbers();
    tensors.add(TensorEntry.of(EPOCH, Shape.of(sum.length), sum));
    tensors.addAll(snapshot.memory().tensors(CALLBACK_PREFIX));
    return CheckpointContent.seal(document(snapshot, tables), tensors, notes);
  }

  private static String tableName(int table) {
    return EPOCHS + "." + table;
  }

  private static JsonObject document(Snapshot snapshot, List<EpochTable> tables) {
    RunProgress progress = snapshot.progress();
    JsonObject.Builder calls = JsonObject.builder();
    progress.kernelCalls().forEach((id, count) -> calls.put(id, count.longValue()));
    return CheckpointContent.begin(CheckpointContent.FIT)
        .put(POSITION, progress.position().json())
        .put(TrainedModel.MODELS, JsonArray.of(snapshot.model().json()))
        .put(TrainedModel.OPTIMIZERS, JsonArray.of(snapshot.optimizer().json()))
        .put(SETTINGS, snapshot.settings())
        .put(DATA, snapshot.data().json())
        .put(CALLBACKS, snapshot.memory().json())
        .put(EPOCHS, JsonArray.of(tables.stream().map(table -> (Json) table.json()).toList()))
        .put(SAMPLES, progress.samples())
        .put(KERNEL_CALLS, calls.build())
        .build();
  }

  /**
   * Decodes the content of a file.
   *
   * @throws CotangentException if it is damaged, is not a checkpoint of a fit, or has another
   *     version
   */
  public static Snapshot decode(SafetensorsFile content) {
    CheckpointContent opened = CheckpointContent.open(content, CheckpointContent.FIT);
    return snapshot(opened.document(), opened.tensors());
  }

  private static Snapshot snapshot(JsonObject document, CheckpointTensors tensors) {
    TrainedModel trained =
        TrainedModel.read(
            0,
            only(document, TrainedModel.MODELS),
            only(document, TrainedModel.OPTIMIZERS),
            tensors);
    return new Snapshot(
        trained.model(),
        trained.optimizer(),
        document.object(SETTINGS),
        DataRecord.of(document.object(DATA)),
        progress(document, tensors),
        CallbackMemory.read(document.array(CALLBACKS), CALLBACK_PREFIX, tensors::take));
  }

  private static RunProgress progress(JsonObject document, CheckpointTensors tensors) {
    Map<String, Long> calls = new TreeMap<>();
    JsonObject counts = document.object(KERNEL_CALLS);
    counts.names().forEach(id -> calls.put(id, counts.longInteger(id)));
    return new RunProgress(
        Position.of(document.object(POSITION)),
        EpochSum.of(tensors.take(EPOCH).doubles()),
        EpochTable.read(document.array(EPOCHS), table -> tensors.take(tableName(table))),
        document.longInteger(SAMPLES),
        calls);
  }

  private static JsonObject only(JsonObject document, String list) {
    List<JsonObject> items = document.array(list).objects();
    if (items.size() != 1) {
      throw new CotangentException(
          "it holds "
              + items.size()
              + " "
              + list
              + ", expected one, which is all that this version of Cotangent resumes");
    }
    return items.get(0);
  }
}
