package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks statements in README and docs against the code. */
class ClaimsTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));

  /** Shipped libraries by artifact, with their names on the page on dependencies. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "guice", "Guice 7",
          "micrometer-core", "Micrometer 1.16",
          "commons-math3", "Commons Math 3.6",
          "picocli", "picocli",
          "fastcsv", "FastCSV");

  private static String read(String file) throws IOException {
    return Files.readString(REPOSITORY.resolve(file));
  }

  /** The files under a folder that are sources, not results. */
  private static List<Path> files(String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(REPOSITORY)) {
      return all.filter(file -> file.toString().endsWith(suffix))
          .filter(file -> Files.isRegularFile(file))
          .filter(file -> !("" + REPOSITORY.relativize(file)).matches("(.*/)?(target|\\.git)/.*"))
          .toList();
    }
  }

  @Test
  void thePackagePageOfOptimizersNamesEachOfThem() throws IOException {
    String page = read("optim/src/main/java/dev/cotangent/optim/package-info.java");
    List<String> optimizers =
        Registry.standard().entries().stream()
            .filter(entry -> entry.kind() == PluginKind.OPTIMIZER)
            .map(RegistryEntry::className)
            .filter(name -> name.startsWith("dev.cotangent.optim."))
            .toList();
    assertThat(optimizers).hasSizeGreaterThanOrEqualTo(12);
    assertThat(optimizers).allMatch(name -> page.contains(name + "}"));
  }

  @Test
  void thePackagePageOfExamplesSortsAllOfThem() throws IOException {
    String folder = "examples/src/main/java/dev/cotangent/examples/";
    String page = read(folder + "package-info.java");
    try (Stream<Path> files = Files.list(REPOSITORY.resolve(folder))) {
      List<String> programs =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> name.matches("E\\d\\d.*|QuickStart"))
              .toList();
      assertThat(programs).hasSizeGreaterThanOrEqualTo(21);
      assertThat(programs).allMatch(name -> page.contains("." + name + "}"));
    }
  }

  @Test
  void thePageOnDependenciesNamesTheModulesThatUseEach() throws IOException {
    String page = read("docs/decisions/0001-dependencies.md");
    Map<String, String> wrong = new TreeMap<>();
    for (Path pom : files("pom.xml")) {
      String module = "" + REPOSITORY.relativize(pom).getName(0);
      String text = Files.readString(pom);
      LIBRARIES.forEach(
          (artifact, name) -> {
            boolean uses = text.contains("<artifactId>" + artifact + "</artifactId>");
            boolean said = row(page, name).contains("`" + module + "`");
            if (uses && !module.equals("pom.xml") && !said) {
              wrong.put(name, module);
            }
          });
    }
    assertThat(wrong).as("libraries and the modules that are not named beside them").isEmpty();
  }

  private static String row(String page, String name) {
    return page.lines().filter(line -> line.startsWith("| " + name + " ")).findFirst().orElse("");
  }

  @Test
  void thePageOnDependenciesNamesThePluginsOfTheBuild() throws IOException {
    String page = read("docs/decisions/0001-dependencies.md");
    Pattern plugin =
        Pattern.compile(
            "<groupId>([\\w.]+)</groupId>\\s*<artifactId>([\\w-]+-plugin)</artifactId>");
    List<String> foreign = new ArrayList<>();
    for (Path pom : files("pom.xml")) {
      plugin.matcher(Files.readString(pom)).results().forEach(found -> add(foreign, found));
    }
    assertThat(foreign).contains("exec", "spring-boot", "spotless");
    assertThat(foreign.stream().map(name -> name.equals("spotless") ? "Spotless" : name))
        .allMatch(page::contains);
  }

  private static void add(List<String> foreign, MatchResult plugin) {
    if (!plugin.group(1).equals("org.apache.maven.plugins")) {
      foreign.add(plugin.group(2).replaceAll("(-maven)?-plugin", ""));
    }
  }

  @Test
  void theTestsThatPagesNameExist() throws IOException {
    List<String> classes =
        files(".java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .toList();
    for (String page : List.of("README.md", "docs/promises.md", "docs/plugins.md")) {
      Pattern name = Pattern.compile("[`,]([A-Z*][\\w*]*(?:Test|Properties|Parity\\*))(?=[`,])");
      List<String> names =
          name.matcher(read(page)).results().map(found -> found.group(1)).distinct().toList();
      assertThat(names).isNotEmpty();
      for (String each : names) {
        String pattern = each.replace("*", "\\w*");
        assertThat(classes).as(page + ": " + each).anyMatch(type -> type.matches(pattern));
      }
    }
  }

  @Test
  void theDependencyInTheReadmeIsAnArtifactOfThisBuild() throws IOException {
    String page = read("README.md");
    String version = read("pom.xml").replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
    assertThat(page).contains("<version>" + version + "</version>");
    Pattern artifact = Pattern.compile("(?<=[>`])cotangent-([a-z-]+)(?=[<`])");
    List<String> modules =
        artifact.matcher(page).results().map(found -> found.group(1)).distinct().toList();
    assertThat(modules).contains("bom", "testkit");
    assertThat(page).contains("<artifactId>cotangent</artifactId>");
    assertThat(read("starter/pom.xml")).contains("<artifactId>cotangent</artifactId>");
    assertThat(modules).allMatch(module -> Files.exists(REPOSITORY.resolve(module + "/pom.xml")));
  }

  @Test
  void theBomListsEveryPublishedLibrary() throws IOException {
    String bom = read("bom/pom.xml");
    int libraries = 0;
    for (Path pom : files("/pom.xml")) {
      String text = Files.readString(pom);
      boolean child = text.contains("<artifactId>cotangent-parent</artifactId>\n    <version>");
      if (child && !text.matches("(?s).*(deploy.skip>true|<packaging>(pom|maven-arch)).*")) {
        String artifact =
            text.replaceFirst("(?s).*?</parent>.*?(<artifactId>[^<]+</artifactId>).*", "$1");
        assertThat(bom).as("" + pom).contains(artifact);
        libraries++;
      }
    }
    assertThat(libraries).isGreaterThanOrEqualTo(13);
  }

  @Test
  void theLengthOfTheJsonPackageIsAboutWhatItsDecisionSays() throws IOException {
    String page = read("docs/decisions/0002-own-json-in-core.md");
    int said =
        Integer.parseInt(page.replaceFirst("(?s).*about ([\\d,]+) lines.*", "$1").replace(",", ""));
    long lines = 0;
    for (Path file : files(".java")) {
      if (file.startsWith(REPOSITORY.resolve("core/src/main/java/dev/cotangent/core/json"))) {
        lines += Files.readAllLines(file).size();
      }
    }
    assertThat((double) lines).isBetween(0.8 * said, 1.2 * said);
  }
}
