package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.text.NamePattern;
import dev.cotangent.optim.FiniteRule;
import dev.cotangent.training.models.NamedParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Assigns an optimizer to each weight: group 0 is the training's own optimizer, for all weights
 * that no other group matches. An immutable value.
 *
 * @param rules the groups' optimizers, which share the state arrays
 * @param names name patterns of the groups from 1
 * @param frozen patterns of weights that are not updated, whose gradients are not computed, and of
 *     states that keep their values
 */
public record ParameterGroups(
    List<Optimizer> rules, List<NamePattern> names, List<NamePattern> frozen) {

  public static ParameterGroups of(Optimizer optimizer) {
    return new ParameterGroups(List.of(optimizer), List.of(), List.of());
  }

  /** Returns these groups with another one. */
  public ParameterGroups and(NamePattern name, Optimizer rule) {
    return new ParameterGroups(plus(rules, rule), plus(names, name), frozen);
  }

  private static <T> List<T> plus(List<T> list, T item) {
    return Stream.concat(list.stream(), Stream.of(item)).toList();
  }

  /**
   * Checks that each group matches a weight, and each frozen pattern a weight or a state.
   *
   * @throws CotangentException naming the pattern and the names that it could match
   */
  public void check(List<NamedParameter> parameters) {
    List<String> weights = names(parameters.stream().filter(NamedParameter::trainable));
    List<String> all = names(parameters.stream());
    names.forEach(pattern -> check(pattern, weights, "no weight", "weights"));
    frozen.forEach(pattern -> check(pattern, all, "no weight and no state", "weights and states"));
  }

  private static List<String> names(Stream<NamedParameter> parameters) {
    return parameters.map(NamedParameter::name).toList();
  }

  private static void check(NamePattern pattern, List<String> known, String none, String kind) {
    if (known.stream().noneMatch(pattern::matches)) {
      throw new CotangentException(
          none + " has a name like " + pattern + "; the " + kind + " are " + known);
    }
  }

  /** Whether an optimizer updates a parameter. */
  public boolean trains(NamedParameter parameter) {
    return parameter.trainable() && !freezes(parameter);
  }

  /** Whether a weight or state keeps its values. */
  public boolean freezes(NamedParameter parameter) {
    return frozen.stream().anyMatch(pattern -> pattern.matches(parameter.name()));
  }

  /** The optimizer of a weight. */
  Optimizer rule(NamedParameter weight) {
    return rules.get(group(weight));
  }

  /** Splits weights by group. */
  List<List<Parameter>> split(List<NamedParameter> weights) {
    List<List<Parameter>> groups = new ArrayList<>();
    rules.forEach(rule -> groups.add(new ArrayList<>()));
    weights.forEach(weight -> groups.get(group(weight)).add(weight.parameter()));
    return groups;
  }

  /** The index of the first group that matches a weight, otherwise 0. */
  private int group(NamedParameter weight) {
    return IntStream.range(0, names.size())
        .filter(i -> names.get(i).matches(weight.name()))
        .map(i -> i + 1)
        .findFirst()
        .orElse(0);
  }

  /** The number of state arrays that the optimizers need. */
  public int slots() {
    return rules.stream().mapToInt(Optimizer::slots).max().orElse(0);
  }

  /** Whether any optimizer needs whole parameters. */
  boolean needWholeParameters() {
    return rules.stream().anyMatch(Optimizer::wholeParameters);
  }

  /** A short description of the optimizers, by which a checkpoint recognizes its own. */
  String describe() {
    return rules.stream().map(Optimizer::id).distinct().collect(Collectors.joining(" and "));
  }

  /**
   * Whether all optimizers always return, and return finite numbers for moderate ones: only
   * built-in ones can.
   */
  boolean stayFinite() {
    return rules.stream().allMatch(rule -> rule instanceof FiniteRule ours && ours.staysFinite());
  }

  /** Whether all optimizers are built in, so that their updates always return. */
  boolean alwaysReturn() {
    return rules.stream().allMatch(rule -> rule instanceof FiniteRule ours && ours.alwaysReturns());
  }
}
