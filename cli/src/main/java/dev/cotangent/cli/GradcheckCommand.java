package dev.cotangent.cli;

import dev.cotangent.core.check.GradientComparison;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.registry.Registry;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cotangent gradcheck}. */
@Command(
    name = "gradcheck",
    description = "Compares gradients with finite differences, first order and second.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cotangent gradcheck                            everything that is found",
      "  cotangent gradcheck tanh lstm                  two of them",
      "  cotangent gradcheck swish --plugins my-jars    a plugin",
      "",
      "Activations, layers (with their default attributes, by inputs and by parameters, in training",
      "and in prediction), losses and ops are evaluated in double precision at random points. The",
      "error is relative to the largest magnitude in the gradient, less what rounding explains.",
      "The exit code is 1 if one is above its tolerance."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class GradcheckCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "What to check (default: all).")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--seed",
      defaultValue = "7",
      paramLabel = "N",
      description = "Decides the points (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final PluginOptions plugins = new PluginOptions();

  @Inject
  GradcheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Registry registry = plugins.open()) {
      List<Gradcheck> checks = chosen(Gradcheck.all(registry));
      TextTable table = new TextTable("kind", "id", "elements", "worst error", "tolerance", "");
      boolean passed = true;
      for (Gradcheck check : checks) {
        GradientReport report = check.run(seed);
        passed &= report.passed();
        add(table, check, report);
      }
      console.out().print(table);
      console.out().flush();
      return passed ? 0 : Errors.FAILED;
    }
  }

  private List<Gradcheck> chosen(List<Gradcheck> all) {
    List<String> known = all.stream().map(Gradcheck::id).distinct().sorted().toList();
    ids.forEach(id -> Check.oneOf("ID", id, known));
    return ids.isEmpty() ? all : all.stream().filter(check -> ids.contains(check.id())).toList();
  }

  private static void add(TextTable table, Gradcheck check, GradientReport report) {
    table.row(
        check.kind(),
        check.id(),
        String.format(Locale.ROOT, "%,d", report.checked()),
        String.format(Locale.ROOT, "%.1e", report.worstError()),
        report.worst().map(GradcheckCommand::tolerance).orElse(""),
        report.passed() ? "ok" : "WRONG at " + report);
  }

  private static String tolerance(GradientComparison worst) {
    return String.format(Locale.ROOT, "%.0e", worst.tolerance());
  }
}
