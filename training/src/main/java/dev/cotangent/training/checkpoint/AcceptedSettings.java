package dev.cotangent.training.checkpoint;

import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings that may differ between a checkpoint and the training that resumes it.
 *
 * @param way how a program accepts more settings, as in {@code Checkpoint.accepting(%s)}
 */
public record AcceptedSettings(Set<Setting> settings, String way) {

  public boolean contains(Setting setting) {
    return settings.contains(setting);
  }

  /**
   * Checks the settings that differ.
   *
   * @throws ResumeException naming all settings that differ and are not accepted
   */
  public void accept(Map<Setting, List<String>> differences) {
    Map<Setting, List<String>> refused = new EnumMap<>(Setting.class);
    refused.putAll(differences);
    refused.keySet().removeAll(settings);
    if (!refused.isEmpty()) {
      List<String> all = refused.values().stream().flatMap(List::stream).toList();
      String names =
          refused.keySet().stream()
              .map(setting -> "Setting." + setting.name())
              .collect(Collectors.joining(", "));
      throw new ResumeException(
          "the checkpoint does not match: this training has "
              + String.join(", ", all)
              + ". Accept the change with "
              + way.replace("%s", names),
          all,
          refused.keySet());
    }
  }

  /**
   * Checks that each weight has the same optimizer as before, since one update rule cannot use the
   * state of another.
   *
   * @throws ResumeException naming the first weight whose optimizer differs
   */
  public static void checkOptimizers(List<String> weights, JsonObject now, JsonObject before) {
    for (String weight : weights) {
      String rule = RunSettings.optimizerOf(weight, now);
      String kept = RunSettings.optimizerOf(weight, before);
      if (!rule.equals(kept)) {
        throw new ResumeException(
            "'"
                + weight
                + "' has the optimizer "
                + rule
                + " instead of "
                + kept
                + ", whose state it cannot use; start a new training from the model");
      }
    }
  }
}
