package dev.cotangent.cli;

import dev.cotangent.core.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Error messages for unknown commands, unknown options and unexpected arguments. */
final class UnknownArgument {

  private UnknownArgument() {}

  /** The message, with the nearest known name as a hint if one is near. */
  static String message(UnmatchedArgumentException failure) {
    String given = failure.getUnmatched().get(0);
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    String help = "; see " + command.qualifiedName() + " --help";
    if (given.startsWith("-")) {
      Set<String> options = command.optionsMap().keySet();
      return command.qualifiedName()
          + ": unknown option '"
          + given
          + "'"
          + hint(given, options, help);
    }
    if (command.parent() == null) {
      List<String> commands = new ArrayList<>(command.subcommands().keySet());
      commands.add("bench");
      String expected = "; expected one of " + String.join(", ", commands);
      return "unknown command '" + given + "'" + hint(given, commands, expected);
    }
    return command.qualifiedName() + ": unexpected argument '" + given + "'" + help;
  }

  private static String hint(String given, Collection<String> known, String otherwise) {
    String hint = Nearest.hint(given, known);
    return hint.isEmpty() ? otherwise : hint;
  }
}
