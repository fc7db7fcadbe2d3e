package dev.cotangent.cli;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cotangent gradcheck}. */
@Command(
    name = "gradcheck",
    description =
        "Checks every op, activation, layer, loss, optimizer and metric, gradients first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cotangent gradcheck                            everything that is found",
      "  cotangent gradcheck --kind op                  every op that has a derivative",
      "  cotangent gradcheck tanh lstm                  two ids; tanh is an op and an activation",
      "  cotangent gradcheck swish --plugins my-jars    a plugin",
      "",
      "Runs the contract of each, with its default attributes: gradients by inputs and parameters",
      "against finite differences in double precision, first order and second, in training and in",
      "prediction; and extreme inputs, float32, threads and more (docs/plugins.md has them all).",
      "A line is printed as each one ends, and at the end what was covered and what was not. The",
      "worst error is that of a gradient, relative to its largest magnitude; a metric has none:",
      "checked are its bits over batches and merges, its weights and its direction. The exit code",
      "is 1 if a contract is broken or a plugin cannot be used."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class GradcheckCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "What to check (default: all).")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "op, activation, layer, loss, optimizer or metric (default: all); may be repeated.")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Decides the random points (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final PluginOptions plugins = new PluginOptions();

  @Inject
  GradcheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Checkup.run(plugins, kinds, ids, console, seed);
  }
}
