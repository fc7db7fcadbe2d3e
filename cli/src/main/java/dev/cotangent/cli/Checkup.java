package dev.cotangent.cli;

import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.text.Printable;
import dev.cotangent.testkit.ContractReport;
import dev.cotangent.testkit.Contracts;
import dev.cotangent.testkit.Contracts.Checkable;
import dev.cotangent.testkit.IsolatedPlugins;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks the contracts of plugins and ops for {@code gradcheck} and {@code plugins --check}: prints
 * a line as each one ends, and a summary.
 */
final class Checkup {

  private final List<Checkable> all;
  private final List<RegistryEntry> found;
  private final Console console;
  private final long seed;

  /**
   * A checkup.
   *
   * @param all the ops and plugins that have a contract
   * @param found all plugins, with or without a contract
   */
  private Checkup(List<Checkable> all, List<RegistryEntry> found, Console console, long seed) {
    this.all = all;
    this.found = found;
    this.console = console;
    this.seed = seed;
  }

  /**
   * Checks the given kinds and ids; plugin jars run in a separate JVM, since a plugin may end it.
   *
   * @param kinds the kinds to check; empty for all
   * @param ids the ids to check; empty for all
   * @return the exit code
   * @throws UserError if a kind or id is unknown
   */
  static int run(
      PluginOptions plugins, List<String> kinds, List<String> ids, Console console, long seed) {
    return plugins
        .directory()
        .map(directory -> isolated(directory, kinds, ids, console, seed))
        .orElseGet(() -> here(kinds, ids, console, seed));
  }

  private static int here(List<String> kinds, List<String> ids, Console console, long seed) {
    Contracts.begin();
    Registry registry = Registry.standard();
    boolean passed =
        new Checkup(Contracts.all(registry), registry.entries(), console, seed).run(kinds, ids);
    return PluginsCommand.withoutProblems(registry.problems(), console) && passed
        ? 0
        : Errors.FAILED;
  }

  private static int isolated(
      Path directory, List<String> kinds, List<String> ids, Console console, long seed) {
    try (IsolatedPlugins plugins = IsolatedPlugins.of(directory, console.err()::println)) {
      boolean usable = PluginsCommand.withoutProblems(plugins.problems(), console);
      boolean passed =
          new Checkup(plugins.checkables(), plugins.entries(), console, seed).run(kinds, ids);
      return usable && passed ? 0 : Errors.FAILED;
    }
  }

  /**
   * Checks the given kinds and ids.
   *
   * @return whether all contracts hold
   * @throws UserError if a kind or id is unknown
   */
  private boolean run(List<String> kinds, List<String> ids) {
    kinds.forEach(kind -> Check.oneOf("--kind", kind, ids(Contracts.KINDS)));
    List<Checkable> ofKinds =
        all.stream()
            .filter(each -> kinds.isEmpty() || kinds.contains(each.what().kind().id()))
            .toList();
    List<String> known =
        ofKinds.stream().map(each -> each.what().id()).distinct().sorted().toList();
    ids.forEach(id -> Check.oneOf("ID", id, known));
    List<Checkable> chosen =
        ofKinds.stream().filter(each -> ids.isEmpty() || ids.contains(each.what().id())).toList();
    List<ContractReport> broken = check(chosen);
    summarize(chosen, broken);
    if (chosen.stream().anyMatch(each -> each.what().kind() == PluginKind.METRIC)) {
      line(
          "metrics have no gradient: the checks cover bits over batches and merges, weights,"
              + " separate measurements and direction");
    }
    if (kinds.isEmpty() && ids.isEmpty()) {
      printUnchecked();
    }
    console.out().flush();
    broken.forEach(report -> console.err().println("cotangent: " + Printable.lines("" + report)));
    return broken.isEmpty();
  }

  private List<ContractReport> check(List<Checkable> chosen) {
    List<ContractReport> broken = new ArrayList<>();
    String format =
        "%-10s  %-" + width(chosen, RegistryEntry::id) + "s  %-" + width(chosen, Checkup::jar);
    line(format + "s  %6s  %11s  %s", "kind", "id", "jar", "checks", "worst error", "");
    for (Checkable each : chosen) {
      ContractReport report = each.report(seed);
      line(
          format + "s  %6d  %11.1e  %s",
          each.what().kind(),
          each.what().id(),
          jar(each.what()),
          report.results().size(),
          report.worstError(),
          report.passed() ? "ok" : "BREAKS " + String.join(", ", report.failures()));
      if (!report.passed()) {
        broken.add(report);
      }
    }
    return broken;
  }

  private static int width(List<Checkable> chosen, Function<RegistryEntry, String> field) {
    return chosen.stream().mapToInt(each -> field.apply(each.what()).length()).max().orElse(1);
  }

  private static String jar(RegistryEntry entry) {
    return Printable.of(PluginsCommand.jar(entry.location()));
  }

  private void summarize(List<Checkable> chosen, List<ContractReport> broken) {
    String covered =
        counts(chosen.stream().map(each -> each.what().kind().id()).toList(), ids(Contracts.KINDS));
    String verdict =
        broken.isEmpty()
            ? "all contracts hold"
            : "BROKEN: "
                + broken.stream().map(ContractReport::subject).collect(Collectors.joining(", "));
    line("%nchecked %s (seed %d): %s", covered, seed, verdict);
  }

  /** Lists the plugins without a contract, so that they are not taken for checked. */
  private void printUnchecked() {
    List<String> kinds =
        found.stream()
            .map(RegistryEntry::kind)
            .filter(kind -> !Contracts.KINDS.contains(kind))
            .map(kind -> kind == PluginKind.KERNELS ? "kernel set" : kind.id())
            .toList();
    String ops =
        OpExamples.withoutDerivative().stream()
            .map(Class<? extends Op>::getSimpleName)
            .collect(Collectors.joining(", "));
    line(
        "not checked: %s (no contract); ops without a gradient: %s",
        counts(kinds, kinds.stream().distinct().toList()), ops);
  }

  /** Counts by kind, e.g. {@code 57 ops, 1 layer}. */
  private static String counts(List<String> kinds, List<String> order) {
    Map<String, Long> counts =
        kinds.stream().collect(Collectors.groupingBy(k -> k, TreeMap::new, Collectors.counting()));
    return order.stream()
        .filter(counts::containsKey)
        .map(kind -> count(counts.getOrDefault(kind, 0L), kind))
        .collect(Collectors.joining(", "));
  }

  private static List<String> ids(List<PluginKind> kinds) {
    return kinds.stream().map(PluginKind::id).toList();
  }

  private static String count(long number, String kind) {
    String plural = kind.endsWith("s") ? "es" : "s";
    return number + " " + kind + (number == 1 ? "" : plural);
  }

  /** Prints a line and flushes it. */
  private void line(String format, Object... values) {
    PrintStream out = console.out();
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    out.flush();
  }
}
