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
 * The options that decide what a run of {@code train} does, each as {@code --name=value}, for its
 * checkpoints: those that a resume is given anew are left out, and files have absolute paths.
 *
 * @param all the options
 */
record RunArguments(List<String> all) {

  private static final String DATA = "--data";
  private static final String SPEC = "--spec";
  private static final String PLUGINS = "--plugins";

  // Where things are and how they are done, not what is done.
  private static final Set<String> OF_A_PART =
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
      if (!OF_A_PART.contains(name)) {
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
   * The options in a checkpoint.
   *
   * @throws UserError if they are none, or ask for plugins, which the command line alone may do
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
    throw new UserError("--resume: the arguments in " + file + " are no list");
  }

  private void check(String file) {
    for (String argument : all) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!name.startsWith("--") || OF_A_PART.contains(name)) {
        throw new UserError(
            "--resume: " + file + " has the argument " + name + ", which train does not keep");
      }
    }
  }

  /** The same with another value of an option. */
  RunArguments with(String option, long value) {
    List<String> changed = new ArrayList<>(all);
    changed.removeIf(argument -> argument.startsWith(option + "="));
    changed.add(option + "=" + value);
    return new RunArguments(List.copyOf(changed));
  }

  /** Sets the options of a command. */
  void parseInto(TrainCommand command, String file) {
    try {
      new CommandLine(command).setExpandAtFiles(false).parseArgs(all.toArray(String[]::new));
    } catch (ParameterException wrong) {
      throw new UserError(
          "--resume: the arguments in " + file + " do not fit train: " + wrong.getMessage(), wrong);
    }
  }

  String json() {
    return JsonArray.ofStrings(all).compact();
  }
}
