package dev.cotangent.testkit;

import dev.cotangent.core.plugin.PluginKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The named checks of one plugin, in order. A check fails by throwing. */
final class Checks {

  private static final int LONGEST = 200;

  private final Plugin plugin;
  private final Recipe recipe;
  private final Conditions conditions;
  private volatile double worstError;
  private final Map<String, Begun> checks = new LinkedHashMap<>();

  /** A single check. */
  interface Check {
    void run() throws Exception;
  }

  /** Starts an asynchronous check and returns its completion. */
  interface Begun {

    /** A check that does nothing. */
    Check DONE = () -> {};

    Check begin() throws Exception;
  }

  /**
   * The plugin under test.
   *
   * @param kind its kind, such as {@code activation}
   * @param type its class
   * @param id returns its id
   */
  record Plugin(PluginKind kind, Class<?> type, Supplier<String> id) {}

  Checks(Plugin plugin, Recipe recipe, Conditions conditions) {
    this.plugin = plugin;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /** Records the error of a gradient. */
  void note(double error) {
    worstError = Math.max(worstError, error);
  }

  Checks add(String name, Check check) {
    return addBegun(
        name,
        () -> {
          check.run();
          return Begun.DONE;
        });
  }

  /** Adds a check that starts in order and completes after all others. */
  Checks addBegun(String name, Begun check) {
    checks.put(name, check);
    return this;
  }

  List<String> names() {
    return List.copyOf(checks.keySet());
  }

  /** Runs all checks, stopping at one that does not return. */
  ContractReport report() {
    return report(names());
  }

  /** Runs one check. */
  ContractReport report(String name) {
    if (!checks.containsKey(name)) {
      throw new IllegalArgumentException("no check '" + name + "', expected one of " + names());
    }
    return report(List.of(name));
  }

  private ContractReport report(List<String> names) {
    Guard guard = new Guard(conditions.limit());
    Map<String, ContractReport.Result> results = new LinkedHashMap<>();
    Map<String, Check> ends = new LinkedHashMap<>();
    for (String name : names) {
      Begun check = checks.getOrDefault(name, () -> Begun.DONE);
      if (!guard.expired()) { // what hangs in one check would hang in the others
        results.put(name, run(guard, name, () -> ends.put(name, check.begin())));
      }
    }
    ends.values().removeIf(Begun.DONE::equals);
    for (Map.Entry<String, Check> end : ends.entrySet()) {
      if (guard.expired()) {
        results.remove(end.getKey());
      } else {
        results.put(end.getKey(), run(guard, end.getKey(), end.getValue()));
      }
    }
    return new ContractReport(
        name(guard), conditions.seed(), worstError, List.copyOf(results.values()));
  }

  /** Runs a check; anything the plugin throws is its failure. */
  private ContractReport.Result run(Guard guard, String name, Check check) {
    try {
      guard.call(
          name,
          () -> {
            check.run();
            return name;
          });
      return new ContractReport.Result(name, Optional.empty(), Optional.empty());
    } catch (ContractViolation violation) {
      return new ContractReport.Result(
          name, Optional.of("" + violation.getMessage()), Optional.of(again(guard, name)));
    }
  }

  private String name(Guard guard) {
    return plugin.kind() + " " + asked(guard, () -> "'" + plugin.id().get() + "'", plugin.type());
  }

  private String again(Guard guard, String check) {
    StringBuilder line = new StringBuilder(recipe.line(conditions, check));
    String separator = " // ";
    for (Recipe.Variable variable : recipe.variables()) {
      line.append(separator).append(variable.name()).append(": ");
      line.append(asked(guard, variable.value()::toString, variable.value().getClass()));
      separator = ", ";
    }
    return line.toString();
  }

  /** The plugin's description of itself, or its class if that fails. */
  private static String asked(Guard guard, Supplier<String> what, Class<?> otherwise) {
    if (guard.expired()) {
      return otherwise.getName();
    }
    try {
      String said = guard.call("name", what::get).replaceAll("\\s+", " ");
      return said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
    } catch (ContractViolation silent) {
      return otherwise.getName();
    }
  }

  /** Fails with the message if the condition does not hold. */
  static void that(boolean holds, String message) {
    that(holds, () -> message);
  }

  /** Like above, for checks of many elements: the message is made only for a failure. */
  static void that(boolean holds, Supplier<String> message) {
    if (!holds) {
      throw new ContractViolation(message.get());
    }
  }
}
