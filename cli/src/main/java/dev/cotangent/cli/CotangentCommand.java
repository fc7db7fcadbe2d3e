package dev.cotangent.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a sub-command, and the option that all share. */
@Command(
    name = "cotangent",
    description = "Trains, judges and applies neural networks, in pure Java.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      SummaryCommand.class,
      PluginsCommand.class,
      GradcheckCommand.class,
      GraphCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    footer = {
      "",
      "  bench     Measures speed: cotangent bench --help",
      "",
      "A first walk:",
      "",
      "  cotangent train --data builtin:digits --out digits     learn to read digits",
      "  cotangent summary --model digits                       look at the network",
      "  cotangent evaluate --model digits --data builtin:digits",
      "  cotangent predict --model digits --data builtin:digits --out labels.csv",
      "",
      "Exit codes: 0 all went well; 2 something given was wrong; 1 anything else. Every error is one",
      "line; --verbose adds the stack trace. The same command with the same seed gives the same",
      "bits on any machine, with any number of workers.",
      "",
      "cotangent COMMAND --help explains a command."
    })
final class CotangentCommand implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log what happens, and show the stack traces of errors.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new UserError(
        "no command, expected one of train, evaluate, predict, summary, plugins, gradcheck,"
            + " graph, bench; cotangent --help tells more");
  }
}
