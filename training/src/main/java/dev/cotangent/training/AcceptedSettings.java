package dev.cotangent.training;

import dev.cotangent.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings that may differ between a checkpoint and what goes on from it.
 *
 * @param way how a program accepts more of them, as in {@code Checkpoint.accepting(%s)}
 */
record AcceptedSettings(Set<Setting> settings, String way) {

  boolean contains(Setting setting) {
    return settings.contains(setting);
  }

  /**
   * Accepts differences.
   *
   * @throws ResumeException naming all those of other settings
   */
  void accept(Map<Setting, List<String>> differences) {
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
          "the checkpoint is another training's; this one has "
              + String.join(", ", all)
              + ". "
              + way.replace("%s", names)
              + " goes on all the same",
          all,
          refused.keySet());
    }
  }

  /**
   * Checks that each weight has the optimizer that it had: the arrays of one rule mean nothing to
   * another.
   *
   * @throws ResumeException naming the first weight that has another
   */
  static void checkOptimizers(List<String> weights, JsonObject now, JsonObject before) {
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
                + ", whose state it cannot use; begin a new training from the model");
      }
    }
  }
}
