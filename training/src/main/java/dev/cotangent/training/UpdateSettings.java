package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.text.NamePattern;
import dev.cotangent.optim.ConstantRate;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.step.ParameterGroups;
import dev.cotangent.training.step.Sharding;
import dev.cotangent.training.step.StepSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The settings of a trainer's updates: together with the objective, they determine the numbers of a
 * step. An immutable value.
 *
 * @param optimizer optimizer of the weights outside any group; required by {@link #with}
 * @param groups optimizers of the weights that match a pattern, in order
 * @param frozen patterns of weights and states that keep their values
 * @param seed seed of all randomness; empty: that of the first model
 * @param sharding the division of mini-batches into shards
 */
record UpdateSettings(
    Optional<Optimizer> optimizer,
    Map<NamePattern, Optimizer> groups,
    List<NamePattern> frozen,
    Schedule schedule,
    Optional<ValueClipping> valueClipping,
    Optional<GradientClipping> clipping,
    OptionalLong seed,
    Sharding sharding) {

  /** No optimizer yet; nothing frozen, a constant rate, no clipping. */
  static final UpdateSettings DEFAULT =
      new UpdateSettings(
          Optional.empty(),
          Map.of(),
          List.of(),
          new ConstantRate(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Sharding.NONE);

  UpdateSettings withOptimizer(Optimizer rule) {
    return new UpdateSettings(
        Optional.of(rule), groups, frozen, schedule, valueClipping, clipping, seed, sharding);
  }

  /** Returns these settings with another group; one with the same pattern is replaced. */
  UpdateSettings withGroup(NamePattern names, Optimizer rule) {
    Map<NamePattern, Optimizer> more = new LinkedHashMap<>(groups);
    more.put(names, rule);
    return new UpdateSettings(
        optimizer,
        Collections.unmodifiableMap(more),
        frozen,
        schedule,
        valueClipping,
        clipping,
        seed,
        sharding);
  }

  UpdateSettings withFrozen(List<NamePattern> names) {
    return new UpdateSettings(
        optimizer, groups, names, schedule, valueClipping, clipping, seed, sharding);
  }

  UpdateSettings withSchedule(Schedule rates) {
    return new UpdateSettings(
        optimizer, groups, frozen, rates, valueClipping, clipping, seed, sharding);
  }

  UpdateSettings withValueClipping(ValueClipping rule) {
    return new UpdateSettings(
        optimizer, groups, frozen, schedule, Optional.of(rule), clipping, seed, sharding);
  }

  UpdateSettings withClipping(GradientClipping rule) {
    return new UpdateSettings(
        optimizer, groups, frozen, schedule, valueClipping, Optional.of(rule), seed, sharding);
  }

  UpdateSettings withSeed(long number) {
    return new UpdateSettings(
        optimizer,
        groups,
        frozen,
        schedule,
        valueClipping,
        clipping,
        OptionalLong.of(number),
        sharding);
  }

  UpdateSettings withSharding(Sharding division) {
    return new UpdateSettings(
        optimizer, groups, frozen, schedule, valueClipping, clipping, seed, division);
  }

  /**
   * The settings of a step that minimizes an objective.
   *
   * @throws CotangentException if there is no optimizer, or the sharding does not fit together
   */
  StepSettings with(Objective objective) {
    return new StepSettings(
        objective,
        parameterGroups(),
        schedule,
        valueClipping,
        clipping,
        seed.orElse(Models.of(objective.models()).list().get(0).seed()),
        sharding.checked());
  }

  private ParameterGroups parameterGroups() {
    Optimizer rule =
        optimizer.orElseThrow(
            () ->
                new CotangentException(
                    "trainer: no optimizer was given; set one with Trainer.optimizer"));
    ParameterGroups all = new ParameterGroups(List.of(rule), List.of(), frozen);
    for (Map.Entry<NamePattern, Optimizer> group : groups.entrySet()) {
      all = all.and(group.getKey(), group.getValue());
    }
    return all;
  }
}
