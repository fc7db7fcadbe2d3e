package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class HelpTextTest {

  /** All commands by name, with help texts of that width. */
  private static Map<String, CommandLine> commands(int width) {
    Console console = new Console(System.out, System.err, false);
    CommandLine line =
        new CommandLine(
            CotangentCommand.class,
            new InjectedCommands(Guice.createInjector(new CliModule(console))));
    line.setHelpFactory(HelpText::new);
    line.setUsageHelpWidth(width);
    return line.getSubcommands();
  }

  @Test
  void theOptionsOfTrainStandUnderHeadings() {
    List<String> lines = Cli.succeed("train", "--help").lines().toList();
    assertThat(lines)
        .containsSubsequence(
            "Data:", "Columns:", "Network:", "Training:", "Output:", "General:", "Examples:");
    assertThat(lines.get(lines.indexOf("Data:") + 1)).contains("--data=DATA");
    assertThat(lines.get(lines.indexOf("Training:") + 1))
        .contains("--epochs=N", "Number of epochs (default: 30).");
  }

  @Test
  void aShortListHasNoHeadings() {
    assertThat(Cli.succeed("plugins", "--help")).doesNotContain("General:").contains("--check");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120})
  void linesBreakBetweenWordsOnly(int width) {
    commands(width)
        .forEach(
            (name, command) -> {
              String help = command.getUsageMessage(Ansi.OFF);
              assertThat(help).as(name).doesNotContain("%n", "${");
              assertThat(help.lines()).as(name).allMatch(line -> line.length() <= width);
            });
    assertThat(Objects.requireNonNull(commands(width).get("train")).getUsageMessage(Ansi.OFF))
        .contains("adamw:weight_decay=0.05", "checkpoint.safetensors", "builtin:NAME")
        .contains("step:step_size=100,gamma=0.5", "docs/reference/metrics.md");
  }

  @Test
  void aWordThatIsTooLongHasItsOwnLine() {
    assertThat(WordWrap.lines("a bb ccccc dd", 4)).containsExactly("a bb", "ccccc", "dd");
  }

  @Test
  void indentedLinesStayAsTheyAre() {
    assertThat(WordWrap.paragraphs("one two\n  an example\n\nthree", 4).lines())
        .containsExactly("one", "two", "  an example", "", "three");
  }
}
