package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.file.Folders;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.checkpoint.LoopSnapshot;
import dev.cotangent.training.checkpoint.ObjectiveRecord;
import dev.cotangent.training.checkpoint.RunSettings;
import dev.cotangent.training.checkpoint.TrainedModel;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.step.StepRun;
import dev.cotangent.training.step.StepSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes and reads the checkpoints of one custom loop. Single-threaded. */
final class LoopCheckpoint {

  private final StepSettings settings;
  private @Nullable StepRun known;
  private Json objective = new Json.Null();

  LoopCheckpoint(StepSettings settings) {
    this.settings = settings;
  }

  /**
   * Writes a checkpoint.
   *
   * @param last the last batch, which identifies the objective's graph
   */
  void write(
      Path file, TrainingState state, double rateScale, @Nullable StepRun last, List<Memory> memory)
      throws IOException {
    if (last != null && last != known) {
      objective = ObjectiveRecord.of(settings.objective(), last.form());
      known = last;
    }
    Models models = Models.of(settings.objective().models());
    List<TrainedModel> trained =
        IntStream.range(0, models.count())
            .mapToObj(i -> trained(models.names().get(i), models.list().get(i), state))
            .toList();
    LoopSnapshot snapshot =
        new LoopSnapshot(
            state.step(),
            rateScale,
            trained,
            RunSettings.of(settings).values(),
            objective,
            Memory.read(memory));
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Folders.make(folder);
    }
    Safetensors.write(file, snapshot.encode());
  }

  private static TrainedModel trained(String name, Model model, TrainingState state) {
    return TrainedModel.of(name, model, state.step(), state.slots(name));
  }

  /** Reads a checkpoint. */
  static LoopSnapshot read(Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    try {
      return LoopSnapshot.decode(content);
    } catch (CotangentException | IndexOutOfBoundsException wrong) {
      throw new FileFormatException(
          file.toString(), 0, "not a checkpoint to resume from: " + wrong.getMessage(), wrong);
    }
  }

  /**
   * Called when the step has been resumed: until it runs, the same arrays identify its objective.
   */
  void resumed(LoopSnapshot snapshot) {
    objective = snapshot.objective();
    known = null;
  }
}
