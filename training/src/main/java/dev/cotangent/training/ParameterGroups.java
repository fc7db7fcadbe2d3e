package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.text.NamePattern;
import dev.cotangent.optim.FiniteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which rule changes which weights: group 0 is the training's own, of all weights that no other
 * group names. An immutable value.
 *
 * @param rules of each group, which share the state arrays
 * @param names of the groups from 1
 * @param frozen weights that nothing changes, whose gradient is not even computed, and states that
 *     keep their values
 */
record ParameterGroups(List<Optimizer> rules, List<NamePattern> names, List<NamePattern> frozen) {

  static ParameterGroups of(Optimizer optimizer) {
    return new ParameterGroups(List.of(optimizer), List.of(), List.of());
  }

  /** These groups and another one. */
  ParameterGroups and(NamePattern name, Optimizer rule) {
    return new ParameterGroups(plus(rules, rule), plus(names, name), frozen);
  }

  private static <T> List<T> plus(List<T> list, T item) {
    return Stream.concat(list.stream(), Stream.of(item)).toList();
  }

  /**
   * Checks that each group names a weight, and each frozen pattern a weight or a state.
   *
   * @throws CotangentException naming the pattern and what it could have named
   */
  void check(List<NamedParameter> parameters) {
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

  /** Whether an optimizer changes a parameter. */
  boolean trains(NamedParameter parameter) {
    return parameter.trainable() && !freezes(parameter);
  }

  /** Whether a weight or state keeps its values. */
  boolean freezes(NamedParameter parameter) {
    return frozen.stream().anyMatch(pattern -> pattern.matches(parameter.name()));
  }

  /** What changes a weight. */
  Optimizer rule(NamedParameter weight) {
    return rules.get(group(weight));
  }

  /** The weights of each group, out of some. */
  List<List<Parameter>> split(List<NamedParameter> weights) {
    List<List<Parameter>> groups = new ArrayList<>();
    rules.forEach(rule -> groups.add(new ArrayList<>()));
    weights.forEach(weight -> groups.get(group(weight)).add(weight.parameter()));
    return groups;
  }

  /** The first group that names a weight, or 0. */
  private int group(NamedParameter weight) {
    return IntStream.range(0, names.size())
        .filter(i -> names.get(i).matches(weight.name()))
        .map(i -> i + 1)
        .findFirst()
        .orElse(0);
  }

  /** How many state arrays the rules need. */
  int slots() {
    return rules.stream().mapToInt(Optimizer::slots).max().orElse(0);
  }

  /** Whether a rule wants whole parameters. */
  boolean needWholeParameters() {
    return rules.stream().anyMatch(Optimizer::wholeParameters);
  }

  /** The rules in a few words, for a checkpoint to know its own. */
  String describe() {
    return rules.stream().map(Optimizer::id).distinct().collect(Collectors.joining(" and "));
  }

  /** Whether all rules always return and make finite numbers of moderate ones: ours alone may. */
  boolean stayFinite() {
    return rules.stream().allMatch(rule -> rule instanceof FiniteRule ours && ours.staysFinite());
  }

  /** Whether all rules are our own, whose updates always return. */
  boolean alwaysReturn() {
    return rules.stream().allMatch(rule -> rule instanceof FiniteRule ours && ours.alwaysReturns());
  }
}
