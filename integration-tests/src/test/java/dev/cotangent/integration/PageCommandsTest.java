package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the commands shown in README and docs are valid; runs the cheap ones in order. */
class PageCommandsTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("(?:^|&& )\\S*cotangent ([a-z][^#&]*)");

  private final Path folder;

  PageCommandsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<String> commands(String page) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(REPOSITORY.resolve(page)));
    while (blocks.find()) {
      blocks
          .group(1)
          .lines()
          .flatMap(line -> COMMAND.matcher(line).results().map(found -> found.group(1).strip()))
          .filter(command -> !command.startsWith("&&"))
          .forEach(commands::add);
    }
    return commands;
  }

  private static String run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Main.run(arguments.toArray(String[]::new), stream, stream);
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(code).as("%s%n%s", arguments, said).isZero();
    return said;
  }

  /** Adds {@code --help}, so that options are parsed but nothing runs. */
  @Test
  void everyOptionThatAPageShowsIsOne() throws IOException {
    int count = 0;
    for (String page : List.of("README.md", "docs/plugins.md", "docs/promises.md")) {
      for (String command : commands(page)) {
        List<String> arguments = new ArrayList<>(List.of(command.split("\\s+")));
        if (!arguments.get(0).equals("bench")) { // which has no picocli
          count++;
          arguments.add("--help");
          assertThat(run(arguments)).contains("Usage: cotangent " + arguments.get(0));
        }
      }
    }
    assertThat(count).isGreaterThanOrEqualTo(15);
  }

  @Test
  void theCommandsOfTheReadmeRunInTheirOrder() throws IOException {
    letters(folder.resolve("letters.csv"), true);
    letters(folder.resolve("big.csv"), true);
    letters(folder.resolve("new.csv"), false);
    int count = 0;
    for (String command : commands("README.md")) {
      if (command.matches("(train .*(csv:|--resume)|evaluate|predict|summary|graph).*")) {
        count++;
        // the page's run was killed; the test's is at its end, and goes further, as the page says
        String whole = command.contains("--resume") ? command + " --epochs 31" : command;
        run(Stream.of(whole.split("\\s+")).map(this::here).toList());
      }
    }
    assertThat(count).isGreaterThanOrEqualTo(7);
    assertThat(folder.resolve("predictions.csv")).isNotEmptyFile();
    assertThat(folder.resolve("report.json")).isNotEmptyFile();
    assertThat(folder.resolve("big/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("softmax.svg")).isNotEmptyFile();
  }

  /** Replaces file names by paths in a folder of this test. */
  private String here(String argument) {
    return switch (argument) {
      case "model", "big" -> "" + folder.resolve(argument);
      default ->
          argument.matches("(csv:)?[a-z]+\\.(csv|json|svg)")
              ? argument.replaceFirst("([a-z]+\\.)", Matcher.quoteReplacement(folder + "/") + "$1")
              : argument;
    };
  }

  private static void letters(Path file, boolean target) throws IOException {
    List<String> lines = new ArrayList<>(List.of("width,height" + (target ? ",letter" : "")));
    for (int i = 0; i < 120; i++) {
      lines.add(i % 3 + 0.1 * (i % 7) + "," + i % 11 + (target ? "," + "abc".charAt(i % 3) : ""));
    }
    Files.write(file, lines);
  }
}
