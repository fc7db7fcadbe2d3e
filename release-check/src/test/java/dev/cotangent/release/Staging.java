package dev.cotangent.release;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPException;
import org.jspecify.annotations.Nullable;

/** A copy of the sources with the version of a release, and the folder that it is deployed to. */
final class Staging {

  static final Path REPOSITORY =
      Path.of(System.getProperty("cotangent.repo")).toAbsolutePath().normalize();

  /** The version of this build, and that of the staged release. */
  static final String SNAPSHOT = System.getProperty("cotangent.version");

  static final String VERSION = SNAPSHOT.replace("-SNAPSHOT", "-staged");

  private static final Set<String> LEFT_OUT = Set.of("target", ".git");

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  static final Path FOLDER = Path.of("target/release").toAbsolutePath();

  private static @Nullable SigningKey key;
  private static @Nullable Staging first;

  private final Path sources;
  private final Path staged;

  private Staging(Path folder) {
    sources = folder.resolve("sources");
    staged = folder.resolve("staged");
  }

  /** The key of all tests of a run. */
  static SigningKey key() throws PGPException {
    if (key == null) {
      key = SigningKey.create();
    }
    return key;
  }

  /** The release that all tests of a run share. */
  static Staging first() throws IOException, InterruptedException, PGPException {
    if (first == null) {
      first = in(FOLDER.resolve("first"), key());
    }
    return first;
  }

  /**
   * Builds and deploys a release into a new folder.
   *
   * @param options further options of Maven's JVM
   */
  static Staging in(Path folder, SigningKey key, String... options)
      throws IOException, InterruptedException {
    delete(folder);
    Staging staging = new Staging(folder);
    copy(REPOSITORY, staging.sources, VERSION);
    Command.mvn(
            "-Prelease",
            "-Dmaven.test.skip",
            "-Dspotless.check.skip",
            "-Dmaven.install.skip",
            "-Dgpg.signer=bc",
            "-DaltDeploymentRepository=staged::" + staging.staged.toUri(),
            "-pl",
            published(),
            "deploy")
        .with(key.environment())
        .with(Map.of("MAVEN_OPTS", Command.SHORT_RUN + " " + String.join(" ", options)))
        .in(staging.sources);
    return staging;
  }

  /** The modules to build: the published ones and conformance, with which those are tested. */
  private static String published() throws IOException {
    String pom = Files.readString(REPOSITORY.resolve("pom.xml"));
    List<String> modules = new ArrayList<>(modules(pom, 0));
    modules.addAll(modules(pom, pom.indexOf("<id>release</id>"))); // not in the ordinary build
    List<String> published = new ArrayList<>(List.of(".", "conformance"));
    for (String module : modules) {
      String own = Files.readString(REPOSITORY.resolve(module).resolve("pom.xml"));
      if (!own.contains("<maven.deploy.skip>true<")) {
        published.add(module);
      }
    }
    return String.join(",", published);
  }

  /** The modules of the next list in a pom. */
  private static List<String> modules(String pom, int from) {
    return MODULE
        .matcher(pom.substring(from, pom.indexOf("</modules>", from)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
      }
    }
  }

  /** Copies a folder; its poms get another version. */
  static void copy(Path from, Path to, String version) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains("" + folder.getFileName())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file));
            if (file.endsWith("pom.xml")) {
              Files.writeString(target, Files.readString(file).replace(SNAPSHOT, version));
            } else {
              Files.copy(file, target);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The folder that a public repository would serve. */
  Path repository() {
    return staged;
  }

  /** The folder of each published artifact, by its id. */
  SortedMap<String, Path> artifacts() throws IOException {
    SortedMap<String, Path> artifacts = new TreeMap<>();
    try (Stream<Path> folders = Files.list(staged.resolve("dev/cotangent"))) {
      folders.forEach(folder -> artifacts.put("" + folder.getFileName(), folder.resolve(VERSION)));
    }
    return artifacts;
  }

  /** The files of all artifacts but signatures, which hold a time, and checksums. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(staged)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(jar|pom|json|xml)"))
          .filter(file -> !file.toString().contains("maven-metadata"))
          .map(staged::relativize)
          .sorted()
          .toList();
    }
  }
}
