package dev.cotangent.training;

import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.checkpoint.AcceptedSettings;
import dev.cotangent.training.checkpoint.LoopMemory;
import dev.cotangent.training.checkpoint.LoopSnapshot;
import dev.cotangent.training.checkpoint.ObjectiveRecord;
import dev.cotangent.training.checkpoint.OptimizerRecord;
import dev.cotangent.training.checkpoint.RunSettings;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import dev.cotangent.training.step.StepSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Compares the checkpoint of a custom loop with the step that resumes from it. */
final class LoopResumption {

  private final LoopSnapshot snapshot;
  private final StepSettings settings;
  private final AcceptedSettings accepted;
  private final Models models;

  LoopResumption(LoopSnapshot snapshot, StepSettings settings, Set<Setting> accepted) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.accepted = new AcceptedSettings(accepted, "TrainStep.resume(file, Set.of(%s))");
    this.models = Models.of(settings.objective().models());
  }

  /**
   * Compares everything without changing anything.
   *
   * @return the state to resume from
   * @throws ResumeException naming all differences
   */
  TrainingState check(LoopMemory memory) {
    List<String> names = snapshot.models().stream().map(each -> each.model().name()).toList();
    if (!names.equals(models.names())) {
      throw new ResumeException(
          "the objective has the models " + models.names() + " instead of " + names);
    }
    for (int i = 0; i < names.size(); i++) {
      snapshot.models().get(i).model().check(models.list().get(i));
    }
    checkSettings();
    checkNumbers();
    snapshot.memory().check(memory);
    return new TrainingState(
        settings.seed(),
        snapshot.step(),
        IntStream.range(0, names.size()).mapToObj(this::state).toList());
  }

  private void checkSettings() {
    RunSettings now = RunSettings.of(settings);
    if (!now.values().names().equals(snapshot.settings().names())) {
      throw new ResumeException(
          "the step has the settings "
              + now.values().names()
              + " instead of "
              + snapshot.settings().names());
    }
    Map<Setting, List<String>> differences = new EnumMap<>(Setting.class);
    differences.putAll(now.differences(snapshot.settings()));
    if (!accepted.contains(Setting.LOSS) && snapshot.objective() instanceof JsonObject before) {
      List<String> found = ObjectiveRecord.differences(settings.objective(), before);
      if (!found.isEmpty()) {
        differences.computeIfAbsent(Setting.LOSS, key -> new ArrayList<>()).addAll(found);
      }
    }
    accepted.accept(differences);
    List<String> weights =
        models.parameters().stream()
            .filter(each -> each.parameter().trainable())
            .map(NamedParameter::name)
            .toList();
    AcceptedSettings.checkOptimizers(weights, now.values(), snapshot.settings());
  }

  private ModelState state(int index) {
    Model model = models.list().get(index);
    OptimizerRecord optimizer = snapshot.models().get(index).optimizer();
    boolean trained = models.parameters(index).stream().anyMatch(settings.groups()::trains);
    int slots = settings.groups().slots();
    if (!optimizer.of().equals(models.names().get(index))) {
      throw new ResumeException(
          "the optimizer of '" + optimizer.of() + "' is stored in place of another model's");
    }
    optimizer.check(model, trained ? slots : 0);
    return new ModelState(
        models.names().get(index),
        ModelState.layout(model.store()),
        snapshot.models().get(index).model().array(model),
        trained ? optimizer.arrays(model) : Collections.nCopies(slots, new float[0]));
  }

  private void checkNumbers() {
    boolean apart =
        snapshot.models().stream().anyMatch(each -> each.optimizer().step() != snapshot.step());
    if (snapshot.step() < 0 || apart) {
      throw new ResumeException(
          "its step is " + snapshot.step() + ", expected the step of each of its optimizers");
    }
    double scale = snapshot.rateScale();
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new ResumeException("its learning rate scale is " + scale + ", expected 0 or more");
    }
  }
}
