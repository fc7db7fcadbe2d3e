package dev.cotangent.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The top-level command, with the option that all subcommands inherit. */
@Command(
    name = "cotangent",
    description = "Train, evaluate and run neural networks in pure Java.",
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
      "  bench      Measure speed; see cotangent bench --help.",
      "",
      "Getting started:",
      "",
      "  cotangent train --data builtin:digits --out digits     train a classifier",
      "  cotangent summary --model digits                       show its layers",
      "  cotangent evaluate --model digits --data builtin:digits",
      "  cotangent predict --model digits --data builtin:digits --out labels.csv",
      "",
      "Exit codes: 0 success, 2 wrong input, 1 any other failure. An error is one line; --verbose"
          + " adds the stack trace. The same command with the same seed gives bit-identical results"
          + " on any machine, with any number of workers.",
      "",
      "cotangent COMMAND --help describes a command."
    })
final class CotangentCommand implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log at level INFO and print the stack traces of errors.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new UserError(
        "no command, expected one of train, evaluate, predict, summary, plugins, gradcheck,"
            + " graph, bench; see cotangent --help");
  }
}
