package dev.cotangent.cli;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Formats {@code --help}: groups options by {@link Heading} and breaks lines between words only;
 * picocli's own layout would break {@code weight_decay=0.05} in two.
 */
final class HelpText extends Help {

  private static final String OTHERS = "General";
  private static final String NO_SHORT_NAME = "    ";

  /** Up to this many options are listed without headings. */
  private static final int FEW = 6;

  HelpText(CommandSpec command, ColorScheme colors) {
    super(command, colors);
  }

  @Override
  public String description(Object... parameters) {
    return WordWrap.paragraphs(join(commandSpec().usageMessage().description()), width());
  }

  @Override
  public String footer(Object... parameters) {
    return WordWrap.paragraphs(join(commandSpec().usageMessage().footer()), width());
  }

  @Override
  public String commandList(Map<String, Help> commands) {
    HelpRows rows = new HelpRows(width());
    commands.forEach(
        (name, help) -> rows.add(colorScheme().commandText(name), summary(help.commandSpec())));
    return rows.toString();
  }

  private static String summary(CommandSpec command) {
    String header = join(command.usageMessage().header());
    return header.isEmpty() ? join(command.usageMessage().description()) : header;
  }

  /** Empty: {@link #optionList} has the parameters, so that all descriptions are aligned. */
  @Override
  public String parameterList(List<PositionalParamSpec> parameters) {
    return "";
  }

  /** The positional parameters and the options; long lists are grouped under headings. */
  @Override
  public String optionList() {
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    for (OptionSpec option : commandSpec().options()) {
      groups.computeIfAbsent(heading(option), heading -> new ArrayList<>()).add(option);
    }
    HelpRows rows = new HelpRows(width());
    commandSpec().positionalParameters().forEach(each -> rows.add(name(each), text(each)));
    groups.forEach(
        (heading, options) -> {
          if (commandSpec().options().size() > FEW) {
            rows.heading(heading + ":");
          }
          options.forEach(option -> rows.add(names(option), text(option)));
        });
    return rows.toString();
  }

  /** The label of a positional parameter, e.g. {@code [ID...]}. */
  private Ansi.Text name(PositionalParamSpec parameter) {
    return colorScheme().parameterText(NO_SHORT_NAME + "[" + parameter.paramLabel() + "...]");
  }

  /** The names of an option with its value, e.g. {@code -h, --help} or {@code --epochs=N}. */
  private Ansi.Text names(OptionSpec option) {
    String names = String.join(", ", option.names());
    Ansi.Text text =
        colorScheme().optionText(names.startsWith("--") ? NO_SHORT_NAME + names : names);
    return option.arity().max() == 0
        ? text
        : text.concat(colorScheme().optionParamText("=" + option.paramLabel()));
  }

  private static String heading(OptionSpec option) {
    return option.userObject() instanceof Field field
        ? Stream.<AnnotatedElement>of(field, field.getDeclaringClass())
            .flatMap(place -> Stream.of(place.getAnnotationsByType(Heading.class)))
            .map(Heading::value)
            .findFirst()
            .orElse(OTHERS)
        : OTHERS;
  }

  private static String text(ArgSpec argument) {
    return join(argument.description());
  }

  private int width() {
    return commandSpec().usageMessage().width();
  }

  private static String join(String... lines) {
    return String.join("\n", lines).replace("%n", "\n");
  }
}
