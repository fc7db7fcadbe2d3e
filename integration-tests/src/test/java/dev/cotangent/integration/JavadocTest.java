package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the Javadoc of all modules with doclint: no warning is allowed, and every exported type
 * has a page that begins with a sentence.
 */
class JavadocTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo")).normalize();

  /** The only warning that cannot be silenced, from {@code --add-modules}. */
  private static final String INCUBATOR = "using incubating module(s)";

  private static final Pattern TYPE =
      Pattern.compile("^(?:\\w+ )*(?:class|interface|record|enum|annotation) ([\\w.$]+)");

  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "(?s)<section class=\"class-description\".*?<div class=\"block\">(.*?)</div>");

  private final Path folder;

  JavadocTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyExportedTypeHasAPageThatBeginsWithASentence() throws IOException {
    SortedMap<String, Path> modules = modules();
    assertThat(modules).hasSizeGreaterThanOrEqualTo(12);
    assertThat(build(modules)).isEmpty();
    int types = 0;
    for (String module : modules.keySet()) {
      for (String type : exported(module)) {
        types++;
        assertThat(firstSentence(module, type)).as(type).matches("(?s)\\S.*[.:].*");
      }
    }
    assertThat(types).isGreaterThan(250);
  }

  /** The libraries' source folders by the names of their modules. */
  private static SortedMap<String, Path> modules() throws IOException {
    SortedMap<String, Path> modules = new TreeMap<>();
    try (Stream<Path> folders = Files.list(REPOSITORY)) {
      for (Path sources : folders.map(each -> each.resolve("src/main/java")).toList()) {
        Path declaration = sources.resolveSibling("../../target/classes/module-info.class");
        if (Files.exists(sources.resolve("module-info.java")) && Files.exists(declaration)) {
          ModuleDescriptor module = ModuleDescriptor.read(Files.newInputStream(declaration));
          modules.put(module.name(), sources);
        }
      }
    }
    modules.keySet().removeAll(List.of("dev.cotangent.examples", "dev.cotangent.bed"));
    return modules;
  }

  /** Runs the javadoc tool; returns its warnings and errors. */
  private List<String> build(Map<String, Path> modules) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-quiet", "-d", folder.toString(), "-Xmaxwarns", "1000", "-Xmaxerrs", "1000"));
    arguments.addAll(List.of("-Xdoclint:all,-missing", "-protected"));
    arguments.addAll(List.of("-noindex", "-notree", "-nohelp", "-nodeprecatedlist"));
    arguments.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    arguments.addAll(List.of("--module-path", libraries()));
    modules.forEach(
        (name, sources) -> {
          arguments.add("--module-source-path");
          arguments.add(name + "=" + sources);
        });
    arguments.addAll(List.of("--module", String.join(",", modules.keySet())));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code =
        ToolProvider.findFirst("javadoc")
            .orElseThrow()
            .run(out, out, arguments.toArray(String[]::new));
    List<String> lines = said.toString().lines().filter(line -> !line.contains(INCUBATOR)).toList();
    assertThat(code).as(String.join("\n", lines)).isZero();
    return lines.stream().filter(line -> !line.matches("\\d+ warnings?")).toList();
  }

  /** The jars that the modules need: those of the class path. */
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar") && !path.contains("cotangent-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The types of a module that docs/api lists, as {@link PublicApiTest} keeps it. */
  private static List<String> exported(String module) throws IOException {
    Path file = REPOSITORY.resolve("docs/api").resolve(module + ".txt");
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .map(TYPE::matcher)
        .filter(found -> found.lookingAt())
        .map(found -> found.group(1))
        .toList();
  }

  private String firstSentence(String module, String type) throws IOException {
    int simple = type.lastIndexOf('.') + 1;
    Path page =
        folder
            .resolve(module)
            .resolve(type.substring(0, simple).replace('.', '/'))
            .resolve(type.substring(simple).replace('$', '.') + ".html");
    assertThat(page).exists();
    var found = DESCRIPTION.matcher(Files.readString(page));
    return found.find() ? found.group(1).strip() : "";
  }
}
