package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.text.NamePattern;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.step.BatchLengths;
import dev.cotangent.training.step.ParameterGroups;
import dev.cotangent.training.step.PluginCode;
import dev.cotangent.training.step.Sharding;
import dev.cotangent.training.step.StepSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The settings that determine a training's numbers, as a document for checkpoints.
 *
 * @param values one member for each {@link Setting}, except those of the data
 */
public record RunSettings(JsonObject values, Schedule schedule) {

  private static final String LEARNING_RATE = "learning_rate";
  private static final String INNER = "of";
  private static final String NAMES = "names";
  private static final String RULE = "optimizer";

  public static RunSettings of(
      StepSettings step,
      int batch,
      int microBatches,
      List<String> metrics,
      List<Callback> calls,
      boolean averaged) {
    EnumMap<Setting, Json> values = ofStep(step);
    values.put(Setting.BATCH, Json.of(batch));
    values.put(Setting.ACCUMULATE, Json.of(microBatches));
    values.put(Setting.METRICS, JsonArray.ofStrings(metrics));
    values.put(Setting.CALLBACKS, callbacks(calls));
    values.put(Setting.AVERAGED, Json.of(averaged));
    return of(values, step);
  }

  /** Returns these settings with a record of an objective on a batch in place of the loss. */
  public RunSettings with(Objective objective, Batch batch) {
    JsonObject.Builder json = JsonObject.builder();
    json.put(Setting.LOSS.key(), ObjectiveRecord.of(objective, BatchLengths.of(batch)));
    values.members().forEach(json::put);
    return new RunSettings(json.build(), schedule);
  }

  /** The settings of a custom loop. */
  public static RunSettings of(StepSettings step) {
    return of(ofStep(step), step);
  }

  private static RunSettings of(EnumMap<Setting, Json> values, StepSettings step) {
    JsonObject.Builder json = JsonObject.builder();
    values.forEach((setting, value) -> json.put(setting.key(), value));
    return new RunSettings(json.build(), step.schedule());
  }

  private static EnumMap<Setting, Json> ofStep(StepSettings step) {
    EnumMap<Setting, Json> values = new EnumMap<>(Setting.class);
    step.objective()
        .loss()
        .ifPresent(loss -> values.put(Setting.LOSS, SpecJson.encode(loss.id(), loss.attributes())));
    values.put(Setting.OPTIMIZER, rule(step.optimizer()));
    values.put(Setting.GROUP, groups(step.groups()));
    values.put(Setting.FREEZE, patterns(step.groups().frozen()));
    values.put(Setting.SCHEDULE, schedule(step.schedule()));
    values.put(Setting.HORIZON, horizon(step.schedule().horizon()));
    values.put(Setting.CLIP_GLOBAL_NORM, number(step.clipping().map(rule -> rule.maxNorm())));
    values.put(Setting.CLIP_VALUE, number(step.valueClipping().map(rule -> rule.limit())));
    values.put(Setting.SHARDS, Json.of(step.sharding().count()));
    values.put(Setting.BFLOAT16_GRADIENTS, Json.of(step.sharding().bfloat16()));
    values.put(Setting.SYNC_EVERY, Json.of(step.sharding().syncEvery()));
    values.put(Setting.SEED, Json.of(step.seed()));
    values.put(Setting.PLUGINS, PluginCode.of(step));
    return values;
  }

  private static JsonObject rule(Optimizer rule) {
    return SpecJson.encode(rule.id(), rule.attributes().with(LEARNING_RATE, rule.learningRate()));
  }

  private static JsonArray groups(ParameterGroups groups) {
    return JsonArray.of(
        IntStream.range(0, groups.names().size())
            .mapToObj(
                i ->
                    (Json)
                        JsonObject.builder()
                            .put(NAMES, groups.names().get(i).text())
                            .put(RULE, rule(groups.rules().get(i + 1)))
                            .build())
            .toList());
  }

  private static JsonArray patterns(List<NamePattern> patterns) {
    return JsonArray.ofStrings(patterns.stream().map(NamePattern::text).toList());
  }

  private static JsonObject schedule(Schedule schedule) {
    return SpecJson.encode(schedule.id(), schedule.attributes());
  }

  private static Json horizon(OptionalLong steps) {
    return steps.isPresent() ? Json.of(steps.getAsLong()) : new Json.Null();
  }

  private static Json number(Optional<Double> value) {
    return value.map(Json::of).orElseGet(Json.Null::new);
  }

  private static JsonArray callbacks(List<Callback> callbacks) {
    return JsonArray.of(
        callbacks.stream()
            .filter(callback -> !callback.id().isEmpty())
            .map(callback -> (Json) SpecJson.encode(callback.id(), callback.attributes()))
            .toList());
  }

  /** The differences from a checkpoint's settings, by setting, in their order. */
  public Map<Setting, List<String>> differences(JsonObject before) {
    Map<Setting, List<String>> all = new EnumMap<>(Setting.class);
    for (String key : values.names()) {
      Setting setting = setting(key);
      Json now = setting == Setting.SCHEDULE ? scheduleFor(before) : values.get(key);
      List<String> found = JsonDifferences.of(setting.label(), now, kept(before, key));
      if (!found.isEmpty()) {
        all.put(setting, found);
      }
    }
    return all;
  }

  /** The value in a checkpoint; those written before a setting existed lack it. */
  private static Json kept(JsonObject before, String key) {
    if (before.has(key)) {
      return before.get(key);
    }
    return switch (setting(key)) {
      case AVERAGED, BFLOAT16_GRADIENTS -> Json.of(false);
      case SHARDS -> Json.of(Sharding.NONE.count());
      case SYNC_EVERY -> Json.of(Sharding.NONE.syncEvery());
      default -> before.get(key);
    };
  }

  /**
   * The schedule, planned for as many steps as the checkpoint's, since the horizon is a separate
   * setting.
   */
  private Json scheduleFor(JsonObject before) {
    if (schedule.horizon().isEmpty()
        || !(before.get(Setting.HORIZON.key()) instanceof Json.Int n)) {
      return schedule(schedule);
    }
    try {
      return schedule(schedule.withHorizon(n.value()));
    } catch (CotangentException cannot) {
      return schedule(schedule);
    }
  }

  /** The id of the optimizer that updates a weight under these settings. */
  static String optimizerOf(String weight, JsonObject settings) {
    List<String> ids = new ArrayList<>();
    for (JsonObject group : settings.array(Setting.GROUP.key()).objects()) {
      if (new NamePattern(group.string(NAMES)).matches(weight)) {
        ids.add(ruleId(group.object(RULE)));
      }
    }
    ids.add(ruleId(settings.object(Setting.OPTIMIZER.key())));
    return ids.get(0);
  }

  /** The id of a rule; for a rule that wraps another, both ids. */
  private static String ruleId(JsonObject rule) {
    String id = SpecJson.id(rule);
    return rule.has(INNER) && rule.get(INNER) instanceof Json.Str inner
        ? id + " of " + inner.value()
        : id;
  }

  private static Setting setting(String key) {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
