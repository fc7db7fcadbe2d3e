package dev.cotangent.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a sub-command, and the option that all share. */
@Command(
    name = "cotangent",
    description = "Trains, judges and applies neural networks, in pure Java.",
    subcommands = {TrainCommand.class, EvaluateCommand.class, PredictCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    footer = {
      "",
      "  bench     Measures speed: cotangent bench --help",
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
        "no command, expected one of train, evaluate, predict, bench; cotangent --help tells more");
  }
}
