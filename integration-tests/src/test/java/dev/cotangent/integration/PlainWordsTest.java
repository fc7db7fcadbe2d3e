package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds main sources and pages to plain words: a Javadoc says what a thing is with a noun or verb,
 * and neither comments nor messages use the words that once hid the field's terms.
 */
class PlainWordsTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

  /** A Javadoc that begins with a question word or a pronoun instead of a noun or verb. */
  private static final Pattern OPENER =
      Pattern.compile(
          "/\\*\\*[\\s*]*(What|Who|Whom|Whose|Where|How|That|Those|As|Something|Everything|Nobody)"
              + "\\b");

  private static final Pattern HIDING =
      Pattern.compile(
          "\\b(nobody|beside|as it comes|is told|are told|gone through|gone on with|what is to become"
              + "|makes small|becomes small|announced was|compulsory|judges a model|guest)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

  private static List<Path> files(String folder, String end) throws IOException {
    try (Stream<Path> all = Files.walk(REPOSITORY.resolve(folder), 1)) {
      return all.filter(path -> path.toString().endsWith(end)).toList();
    }
  }

  private static List<Path> mainSources() throws IOException {
    try (Stream<Path> modules = Files.list(REPOSITORY)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(PlainWordsTest::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The prose of a source, its comments and strings, with white space as in a sentence. */
  private static Stream<String> prose(String source) {
    Stream<String> comments = COMMENT.matcher(source).results().map(found -> found.group());
    Stream<String> strings = STRING.matcher(source).results().map(found -> found.group());
    return Stream.concat(comments, strings).map(text -> text.replaceAll("\\s*\n\\s*\\*?\\s*", " "));
  }

  private static Stream<String> faults(Path file, String source) {
    Stream<String> openers =
        COMMENT
            .matcher(source)
            .results()
            .map(found -> found.group())
            .filter(comment -> OPENER.matcher(comment).lookingAt());
    Stream<String> hiding = prose(source).filter(text -> HIDING.matcher(text).find());
    return Stream.concat(openers, hiding).map(text -> file.getFileName() + ": " + text);
  }

  @Test
  void mainSourcesSayWhatAThingIs() throws IOException {
    List<Path> sources = mainSources();
    assertThat(sources).hasSizeGreaterThan(900);
    List<String> faults = new ArrayList<>();
    for (Path file : sources) {
      faults.addAll(faults(file, Files.readString(file)).toList());
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void pagesUseTheFieldsWords() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("", "benchmarks", "docs", "docs/decisions", "docs/reference")) {
      pages.addAll(files(folder, ".md"));
    }
    assertThat(pages).hasSizeGreaterThan(25);
    for (Path page : pages) {
      if (!page.endsWith("CHANGELOG.md")) {
        Matcher matcher = HIDING.matcher(Files.readString(page));
        assertThat(matcher.results().map(found -> page.getFileName() + ": " + found.group()))
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** What is to become small. */",
        "/**\n   * The size.\n   * Nobody reads it.\n   */",
        "String s = \"the model is told of it\";",
        "// it lies beside the others"
      })
  void wordsThatHideAreFound(String source) {
    assertThat(faults(Path.of("A.java"), source)).isNotEmpty();
  }

  @Test
  void plainWordsPass() {
    String source = "/** The loss to minimize, besides which nothing counts. */ int besides;";
    assertThat(faults(Path.of("A.java"), source)).isEmpty();
  }
}
