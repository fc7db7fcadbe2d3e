package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks the paths and numbers of CONTRIBUTING.md and of docs/architecture.md. {@code
 * -Dcotangent.pages=write} writes the numbers.
 */
class ContributingTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));
  private static final Path CONTRIBUTING = REPOSITORY.resolve("CONTRIBUTING.md");

  /** A file or folder of the sources, in backticks. */
  private static final Pattern PATH = Pattern.compile("`([a-z][-\\w]*/src/main/java/[\\w/.]+)`");

  /** The sentence with the numbers of exported types, from its first word to its end. */
  private static final Pattern EXPORTED = Pattern.compile("(?s)`core` \\d+, .*?; together \\d+\\.");

  private static final Pattern MODULE = Pattern.compile("module (dev\\.cotangent[\\w.]*)");

  private static final Pattern REQUIRED =
      Pattern.compile("requires (?:transitive )?(dev\\.cotangent\\.[\\w.]+);");

  private static List<String> lines(Path page, String title) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("## ")) {
        inside = line.equals("## " + title);
      } else if (inside) {
        lines.add(line);
      }
    }
    assertThat(lines).as(title).isNotEmpty();
    return lines;
  }

  private static List<String> paths(List<String> lines) {
    return lines.stream()
        .flatMap(line -> PATH.matcher(line).results())
        .map(found -> found.group(1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "derivative of tanh | dy/dx = 1 − y² | void vjp(Tensor y",
        "gradient reduction | The gradient reduction: | static int size(int units",
        "loss of a batch | Σ (weight · loss of an element) / Σ weight | LossTerms terms(",
        "rule of Adam | m ← beta1 · m + (1 − beta1) · g | void update(",
      })
  void theFileThatAnswersAQuestionSaysSo(String question, String formula, String code)
      throws IOException {
    String row =
        lines(CONTRIBUTING, "Where is …?").stream()
            .filter(line -> line.contains(question))
            .findFirst()
            .orElseThrow();
    List<String> paths = paths(List.of(row));
    assertThat(paths).as(row).hasSize(1);
    assertThat(Files.readString(REPOSITORY.resolve(paths.get(0)))).contains(formula, code);
  }

  @Test
  void aNewMetricGoesWhereTheMetricsAre() throws IOException {
    List<String> folders =
        paths(lines(CONTRIBUTING, "Where is …?")).stream()
            .filter(path -> !path.endsWith(".java"))
            .toList();
    assertThat(folders).hasSize(1);
    try (Stream<Path> files = Files.list(REPOSITORY.resolve(folders.get(0)))) {
      assertThat(files.map(file -> "" + file.getFileName()))
          .contains("Accuracy.java", "FBeta.java");
    }
  }

  @Test
  void everyPathOfTheWalkExistsAndIsVisitedInOrder() throws IOException {
    List<String> rows =
        lines(REPOSITORY.resolve("docs/architecture.md"), "One training step, file by file")
            .stream()
            .filter(line -> line.matches("\\| \\d+ \\|.*"))
            .toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(10);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).startsWith("| " + (i + 1) + " |");
      assertThat(paths(List.of(rows.get(i)))).as(rows.get(i)).isNotEmpty();
    }
    assertThat(paths(rows)).allMatch(path -> Files.isRegularFile(REPOSITORY.resolve(path)));
  }

  @Test
  void theDrawingOfModulesShowsWhatTheyRequire() throws IOException {
    Map<String, String> declarations = new TreeMap<>();
    try (Stream<Path> folders = Files.list(REPOSITORY)) {
      for (Path folder : folders.toList()) {
        Path declaration = folder.resolve("src/main/java/module-info.java");
        if (Files.exists(declaration)) {
          declarations.put("" + folder.getFileName(), Files.readString(declaration));
        }
      }
    }
    Map<String, String> folders = new TreeMap<>();
    declarations.forEach((folder, text) -> folders.put(only(MODULE, text), folder));
    List<String> required = new ArrayList<>();
    declarations.forEach(
        (folder, text) ->
            REQUIRED
                .matcher(text)
                .results()
                .forEach(found -> required.add(folder + " --> " + folders.get(found.group(1)))));
    List<String> drawn =
        lines(REPOSITORY.resolve("docs/architecture.md"), "Module rules").stream()
            .map(String::strip)
            .filter(line -> line.contains(" --> "))
            .toList();
    assertThat(drawn).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(required);
  }

  private static String only(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void pagesNameNoSourceThatIsGone() throws IOException {
    for (String page : List.of("CONTRIBUTING.md", "docs/architecture.md", "docs/plugins.md")) {
      assertThat(paths(Files.readAllLines(REPOSITORY.resolve(page))))
          .as(page)
          .allMatch(path -> path.contains("My") || Files.exists(REPOSITORY.resolve(path)));
    }
  }

  @Test
  void theExportedTypesAreCounted() throws IOException {
    String page = Files.readString(CONTRIBUTING);
    String numbers = numbers();
    if (System.getProperty("cotangent.pages", "").equals("write")) {
      page = EXPORTED.matcher(page).replaceFirst(numbers);
      Files.writeString(CONTRIBUTING, page);
    }
    assertThat(page)
        .as("if the change is meant, write it: -Dtest.jvm=-Dcotangent.pages=write")
        .contains(numbers);
  }

  private static String numbers() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    PublicApiTest.modules()
        .forEach(
            (module, lines) ->
                counts.put(
                    module.replace("dev.cotangent.", ""),
                    lines.stream().filter(line -> !line.startsWith(" ")).count()));
    StringBuilder text = new StringBuilder("`core` " + counts.get("core") + ", ");
    counts.forEach(
        (name, count) -> {
          if (!name.equals("core")) {
            text.append("`").append(name).append("` ").append(count).append(", ");
          }
        });
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    return text.substring(0, text.length() - 2) + "; together " + sum + ".";
  }
}
