package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.checkpoint.AcceptedSettings;
import dev.cotangent.training.checkpoint.DataWatch;
import dev.cotangent.training.checkpoint.Position;
import dev.cotangent.training.checkpoint.RunIdentity;
import dev.cotangent.training.checkpoint.RunProgress;
import dev.cotangent.training.checkpoint.RunSettings;
import dev.cotangent.training.checkpoint.Snapshot;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.step.EpochBatches;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a checkpoint with the training that resumes from it: model, settings and data are all
 * compared before anything changes.
 */
final class Resumption {

  private final AcceptedSettings accepted;
  private final Snapshot snapshot;
  private final Model model;

  Resumption(Checkpoint checkpoint, Model model) {
    this.accepted = new AcceptedSettings(checkpoint.accepted(), "Checkpoint.accepting(%s)");
    this.snapshot = checkpoint.snapshot();
    this.model = model;
  }

  /**
   * Checks everything.
   *
   * @param identity the training that resumes
   * @param slots number of arrays that the optimizer keeps
   * @throws ResumeException listing all differences
   */
  void check(RunIdentity identity, int slots, EpochBatches batches, int microBatches) {
    RunSettings settings = identity.settings();
    snapshot.model().check(model);
    Map<Setting, List<String>> differences = new EnumMap<>(Setting.class);
    differences.putAll(settings.differences(snapshot.settings()));
    put(
        differences,
        Setting.VALIDATION,
        DataWatch.differences(identity.validation(), snapshot.data().validation()));
    accepted.accept(differences);
    AcceptedSettings.checkOptimizers(weights(), settings.values(), snapshot.settings());
    snapshot.optimizer().check(model, slots);
    checkSteps();
    if (accepted.contains(Setting.DATA)) {
      identity.watch().begin(position().epoch());
    } else {
      put(
          differences,
          Setting.DATA,
          identity.watch().resume(snapshot.data().training(), position()));
      accepted.accept(differences);
    }
    checkPlace(differences.keySet().stream().toList());
    snapshot.progress().check(batches.count(), microBatches);
  }

  private static void put(
      Map<Setting, List<String>> all, Setting setting, List<String> differences) {
    if (!differences.isEmpty()) {
      all.put(setting, differences);
    }
  }

  private List<String> weights() {
    return model.parameters().stream().filter(Parameter::trainable).map(Parameter::name).toList();
  }

  private void checkSteps() {
    if (snapshot.optimizer().step() != position().step()) {
      throw new ResumeException(
          "its optimizer is at step "
              + snapshot.optimizer().step()
              + ", its data at step "
              + position().step());
    }
  }

  private void checkPlace(List<Setting> changed) {
    List<Setting> refused = new ArrayList<>(changed);
    if (accepted.contains(Setting.DATA) && !refused.contains(Setting.DATA)) {
      refused.add(Setting.DATA);
    }
    refused.removeIf(Setting::anywhere);
    if (!position().isBetweenEpochs() && !refused.isEmpty()) {
      throw new ResumeException(
          refused.get(0).label()
              + " can change only between epochs, but the checkpoint is at batch "
              + position().batch()
              + " of epoch "
              + (position().epoch() + 1));
    }
  }

  private Position position() {
    return snapshot.progress().position();
  }

  /** The progress so far. */
  RunProgress progress() {
    return snapshot.progress();
  }

  /** Moves a step of the same training to the checkpoint's position. */
  void restore(TrainStep step, long seed) {
    step.restore(
        new TrainingState(
            seed,
            position().step(),
            List.of(
                new ModelState(
                    "",
                    ModelState.layout(model.store()),
                    snapshot.model().array(model),
                    snapshot.optimizer().arrays(model)))));
  }

  /** Restores the callbacks' state. */
  void restoreCallbacks(List<Callback> callbacks) {
    snapshot.memory().restore(callbacks);
  }
}
