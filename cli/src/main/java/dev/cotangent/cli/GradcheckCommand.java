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
        "Check the contracts of ops, activations, layers, losses, optimizers and metrics, including"
            + " their gradients.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cotangent gradcheck                            everything",
      "  cotangent gradcheck --kind op                  every op with a derivative",
      "  cotangent gradcheck tanh lstm                  all with these ids",
      "  cotangent gradcheck swish --plugins my-jars    a plugin",
      "",
      "Each contract runs with default attributes. It compares first- and second-order gradients,"
          + " by inputs and parameters, with finite differences in double precision, in training and"
          + " in inference mode, and tests extreme inputs, float32, threads and more"
          + " (docs/plugins.md lists all checks).",
      "",
      "The worst error is the largest gradient error, relative to the gradient's largest magnitude."
          + " Metrics have no gradient; their bits over batches and merges, weights and direction"
          + " are checked. The last lines summarize what was checked. The exit code is 1 if a"
          + " contract is broken or a plugin cannot be used."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class GradcheckCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids to check (default: all).")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "Kind to check: op, activation, layer, loss, optimizer or metric (default: all); repeatable.")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of the random test points (default: ${DEFAULT-VALUE}).")
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
