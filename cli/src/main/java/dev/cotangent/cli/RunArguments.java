package dev.cotangent.cli;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The options that determine a run of {@code train}, stored in its checkpoints. Options that each
 * resume takes from its own command line are left out; paths are absolute.
 *
 * @param all the options, each as {@code --name=value}
 */
record RunArguments(List<String> all) {

  private static final String DATA = "--data";
  private static final String SPEC = "--spec";
  private static final String PLUGINS = "--plugins";

  // Options of one session of a run: places and execution, without influence on the results.
  private static final Set<String> OF_ONE_SESSION =
      Set.of(
          "--resume",
          "--extend",
          "--out",
          "--report-json",
          "--profile",
          "--workers",
          "--verbose",
          PLUGINS);

  /** The options of a command line. */
  static RunArguments of(ParseResult parsed) {
    List<String> all = new ArrayList<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = option.longestName();
      if (!OF_ONE_SESSION.contains(name)) {
        option.originalStringValues().forEach(value -> all.add(argument(option, name, value)));
      }
    }
    return new RunArguments(List.copyOf(all));
  }

  private static String argument(OptionSpec option, String name, String value) {
    if (option.arity().max() == 0) {
      return name;
    }
    return name + "=" + absolute(name, value);
  }

  private static String absolute(String name, String value) {
    if (name.equals(SPEC)) {
      return Path.of(value).toAbsolutePath().normalize().toString();
    }
    return name.equals(DATA) ? new DataSource(value).absolute().text() : value;
  }

  /**
   * Reads the options in a checkpoint.
   *
   * @param file the checkpoint's file, for errors
   * @throws UserError if they are damaged, or include one that is not stored, such as {@code
   *     --plugins}, which only the command line may give
   */
  static RunArguments read(String json, String file) {
    try {
      if (Json.parse(json) instanceof JsonArray array) {
        RunArguments arguments = new RunArguments(array.strings());
        arguments.check(file);
        return arguments;
      }
    } catch (JsonException e) {
      throw new UserError("--resume: the arguments in " + file + " are damaged", e);
    }
    throw new UserError("--resume: the arguments in " + file + " are not a list");
  }

  private void check(String file) {
    for (String argument : all) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!name.startsWith("--") || OF_ONE_SESSION.contains(name)) {
        throw new UserError(
            "--resume: " + file + " holds the argument " + name + ", which train does not store");
      }
    }
  }

  /** A copy with another value of an option. */
  RunArguments with(String option, long value) {
    List<String> changed = new ArrayList<>(all);
    changed.removeIf(argument -> argument.startsWith(option + "="));
    changed.add(option + "=" + value);
    return new RunArguments(List.copyOf(changed));
  }

  /**
   * Sets the options of a command.
   *
   * @throws UserError if they are not valid options of {@code train}
   */
  void parseInto(TrainCommand command, String file) {
    try {
      new CommandLine(command).setExpandAtFiles(false).parseArgs(all.toArray(String[]::new));
    } catch (ParameterException wrong) {
      throw new UserError(
          "--resume: the arguments in " + file + " are not valid for train: " + wrong.getMessage(),
          wrong);
    }
  }

  String json() {
    return JsonArray.ofStrings(all).compact();
  }
}
