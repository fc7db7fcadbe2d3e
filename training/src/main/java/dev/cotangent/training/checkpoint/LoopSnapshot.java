package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The complete state of a custom loop, and its checkpoint format. Tensors are named and in logical
 * order:
 *
 * <pre>
 * models.0/0.weight           a parameter or state of the first model
 * optimizers.0.1/0.weight     the second array of its optimizer
 * rate_scale                  factor of the learning rates
 * memory/best                 the program's own value of that name
 * </pre>
 *
 * @param models the models in the order of the objective
 * @param settings settings as written by {@link RunSettings}
 * @param objective objective as written by {@link ObjectiveRecord}; null before the first step
 */
public record LoopSnapshot(
    long step,
    double rateScale,
    List<TrainedModel> models,
    JsonObject settings,
    Json objective,
    LoopMemory memory) {

  private static final String STEP = "step";
  private static final String RATE_SCALE = "rate_scale";
  private static final String SETTINGS = "settings";
  private static final String OBJECTIVE = "objective";
  private static final String MEMORY = "memory";

  /** The content of the checkpoint file. */
  public SafetensorsFile encode() {
    List<TensorEntry> tensors = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      tensors.addAll(models.get(i).tensors(i));
    }
    tensors.add(new MemoryArray(new double[] {rateScale}).tensor(RATE_SCALE));
    tensors.addAll(memory.tensors(MEMORY + "/"));
    return CheckpointContent.seal(document(), tensors, Map.of());
  }

  private JsonObject document() {
    return CheckpointContent.begin(CheckpointContent.LOOP)
        .put(STEP, step)
        .put(
            TrainedModel.MODELS,
            JsonArray.of(models.stream().map(each -> (Json) each.model().json()).toList()))
        .put(
            TrainedModel.OPTIMIZERS,
            JsonArray.of(models.stream().map(each -> (Json) each.optimizer().json()).toList()))
        .put(SETTINGS, settings)
        .put(OBJECTIVE, objective)
        .put(MEMORY, memory.json())
        .build();
  }

  /**
   * Decodes the content of a file.
   *
   * @throws CotangentException if it is damaged, is not a checkpoint of a loop, or has another
   *     version
   */
  public static LoopSnapshot decode(SafetensorsFile content) {
    CheckpointContent opened = CheckpointContent.open(content, CheckpointContent.LOOP);
    JsonObject document = opened.document();
    CheckpointTensors tensors = opened.tensors();
    List<JsonObject> models = document.array(TrainedModel.MODELS).objects();
    List<JsonObject> optimizers = document.array(TrainedModel.OPTIMIZERS).objects();
    if (models.size() != optimizers.size()) {
      throw new CotangentException(
          "it holds "
              + models.size()
              + " models and "
              + optimizers.size()
              + " optimizers, expected an optimizer for each model");
    }
    List<TrainedModel> trained = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      trained.add(TrainedModel.read(i, models.get(i), optimizers.get(i), tensors));
    }
    double[] scale = tensors.take(RATE_SCALE).doubles();
    return new LoopSnapshot(
        document.longInteger(STEP),
        scale.length == 1 ? scale[0] : Double.NaN,
        trained,
        document.object(SETTINGS),
        document.get(OBJECTIVE),
        LoopMemory.read(document.array(MEMORY), name -> tensors.take(MEMORY + "/" + name)));
  }
}
