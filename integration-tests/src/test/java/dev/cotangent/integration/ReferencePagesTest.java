package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks that the pages of docs/reference match the registry and the Javadoc of the sources. {@code
 * -Dcotangent.pages=write} regenerates them.
 */
class ReferencePagesTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));
  private static final Pattern JAVADOC =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s*)*public ", Pattern.DOTALL);

  @ParameterizedTest
  @CsvSource({
    "ACTIVATION, activations",
    "LAYER, layers",
    "LOSS, losses",
    "METRIC, metrics",
    "OPTIMIZER, optimizers",
    "SCHEDULE, schedules"
  })
  void aPageHoldsItsFamily(PluginKind kind, String family) throws IOException {
    Path page = REPOSITORY.resolve("docs").resolve("reference").resolve(family + ".md");
    String text = page(kind, family);
    if (System.getProperty("cotangent.pages", "").equals("write")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, text);
    }
    assertThat(text.lines().count()).isGreaterThan(10);
    assertThat(page).content().isEqualTo(text);
  }

  private static String page(PluginKind kind, String family) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(family.substring(0, 1).toUpperCase(Locale.ROOT));
    page.append(family.substring(1)).append("\n\n");
    page.append("Written by `ReferencePagesTest` from the registry and the Javadoc.\n\n");
    page.append("| id | attributes and defaults | description |\n|---|---|---|\n");
    try (Registry registry = Registry.standard()) {
      List<RegistryEntry> entries =
          registry.entries().stream()
              .filter(entry -> entry.kind() == kind)
              .filter(entry -> !entry.className().contains(".examples."))
              .sorted(Comparator.comparing(RegistryEntry::id))
              .toList();
      for (RegistryEntry entry : entries) {
        String attributes = text(attributes(registry, kind, entry.id()));
        page.append(
            "| `%s` | %s | %s |\n".formatted(entry.id(), attributes, sentence(entry.className())));
      }
    }
    return page.toString();
  }

  private static Attributes attributes(Registry registry, PluginKind kind, String id) {
    return switch (kind) {
      case ACTIVATION -> registry.activation(id).attributes();
      case LAYER -> registry.layer(id).attributes();
      case LOSS -> registry.loss(id).attributes();
      case METRIC -> registry.metric(id).attributes();
      case OPTIMIZER -> registry.optimizer(id).attributes();
      default -> registry.schedule(id).attributes();
    };
  }

  private static String text(Attributes attributes) {
    return attributes.names().stream()
        .map(name -> "`" + name + "=" + attributes.find(name).orElseThrow() + "`")
        .collect(Collectors.joining(" "));
  }

  /** The first sentence of a class's Javadoc. */
  private static String sentence(String className) throws IOException {
    Matcher matcher = JAVADOC.matcher(Files.readString(source(className)));
    assertThat(matcher.find()).as("Javadoc of " + className).isTrue();
    String words =
        matcher.group(1).replaceAll("\\s*\n\\s*\\*? ?", " ").replaceAll(" {2,}", " ").strip();
    String first = words.replaceFirst("(?s)(\\.)( .*|$)", "$1").replaceFirst("<p>.*", "");
    return first
        .replaceAll("\\{@(?:code|literal) ([^}]*)}", "`$1`")
        .replaceAll("\\{@(?:link|linkplain) (?:\\S+ )?#?([^}]*)}", "$1")
        .replaceAll("</?[a-z]+>", "")
        .replace("|", "\\|")
        .strip();
  }

  private static Path source(String className) throws IOException {
    Path file = Path.of("src", "main", "java").resolve(className.replace('.', '/') + ".java");
    try (Stream<Path> modules = Files.list(REPOSITORY)) {
      return modules
          .map(module -> module.resolve(file))
          .filter(Files::exists)
          .findAny()
          .orElseThrow();
    }
  }
}
