package dev.cotangent.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cotangent.core.spi.Activation;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One broken provider is reported with its class and jar, and takes no other down. */
class BrokenPluginTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(Registry.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private final Path directory;

  BrokenPluginTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void listen() throws IOException {
    log.start();
    logger.addAppender(log);
    PluginJar.in(directory)
        .activation("Healthy", "healthy")
        .service(Activation.class, "demo.Healthy")
        .write(directory.resolve("z-healthy.jar"));
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  @Test
  void aConstructorThatThrows() throws IOException {
    broken(
        "throws.jar",
        "Throws",
        "throwing",
        "public Throws() { throw new IllegalStateException(\"no way\"); }");
    assertReported("throws.jar", "demo.Throws", "no way");
  }

  @Test
  void aConstructorThatIsNotPublic() throws IOException {
    broken("hidden.jar", "Hidden", "hidden", "Hidden() {}");
    assertReported("hidden.jar", "demo.Hidden");
  }

  @Test
  void anIdThatIsNullOrOfAnotherForm() throws IOException {
    broken("null.jar", "NoId", "null", "");
    assertReported("null.jar", "demo.NoId", "'null'");
    broken("upper.jar", "Upper", "Upper-Case", "");
    assertReported("upper.jar", "demo.Upper", "'Upper-Case'");
  }

  @Test
  void aClassThatIsMissing() throws IOException {
    PluginJar.in(directory)
        .activation("Present", "present")
        .service(Activation.class, "demo.Absent", "demo.Present")
        .write(directory.resolve("missing.jar"));
    assertReported("missing.jar", "demo.Absent");
    try (Registry registry = Registry.withPlugins(directory)) {
      assertThat(registry.activations()).contains("present");
    }
  }

  @Test
  void aSuperclassThatIsMissing() throws IOException {
    PluginJar.in(directory)
        .source("Base", "public class Base {}")
        .source("Derived", activationThatExtends("Base"))
        .service(Activation.class, "demo.Derived")
        .write(directory.resolve("half.jar"), "Base");
    assertReported("half.jar", "demo/Base");
  }

  @Test
  void aClassThatIsNoPlugin() throws IOException {
    PluginJar.in(directory)
        .source("Plain", "public class Plain {}")
        .service(Activation.class, "demo.Plain")
        .write(directory.resolve("plain.jar"));
    assertReported("plain.jar", "demo.Plain", "not a subtype");
  }

  @Test
  void aServiceLineThatIsNoClassName() throws IOException {
    PluginJar.in(directory)
        .service(Activation.class, "this is no name")
        .write(directory.resolve("line.jar"));
    assertReported("line.jar", "META-INF/services/" + Activation.class.getName());
  }

  @Test
  void aJarThatIsNone() throws IOException {
    Files.writeString(directory.resolve("garbage.jar"), "garbage");
    assertReported("garbage.jar", "cannot be read");
  }

  @Test
  void aJarWithoutPlugins() throws IOException {
    PluginJar.in(directory)
        .source("Plain", "public class Plain {}")
        .write(directory.resolve("library.jar"));
    assertReported("library.jar", "no plugin");
  }

  @Test
  void aStaticInitialiserThatThrows() throws IOException {
    broken(
        "static.jar",
        "Static",
        "static_one",
        "static { if (true) throw new IllegalStateException(\"not today\"); }");
    assertReported("static.jar", "demo.Static");
  }

  @Test
  void aClassOfANewerJava() throws IOException {
    broken("newer.jar", "Newer", "newer", "");
    try (FileSystem jar = FileSystems.newFileSystem(directory.resolve("newer.jar"))) {
      Path file = jar.getPath("demo", "Newer.class");
      byte[] bytes = Files.readAllBytes(file);
      bytes[7] = 99; // the version of the class file
      Files.write(file, bytes);
    }
    assertReported("newer.jar", "demo/Newer");
  }

  @Test
  void aConstructorThatWantsArguments() throws IOException {
    broken("arguments.jar", "Arguments", "arguments", "public Arguments(int count) {}");
    assertReported("arguments.jar", "demo.Arguments");
  }

  private void broken(String jar, String name, String id, String members) throws IOException {
    PluginJar.in(directory)
        .activation(name, id, members)
        .service(Activation.class, "demo." + name)
        .write(directory.resolve(jar));
  }

  private static String activationThatExtends(String base) {
    return """
        public class Derived extends %s implements dev.cotangent.core.spi.Activation {
          public String id() { return "derived"; }
          public dev.cotangent.core.graph.Tensor apply(dev.cotangent.core.graph.Tensor x) { return x; }
        }
        """
        .formatted(base);
  }

  private void assertReported(String jar, String... words) {
    log.list.clear();
    try (Registry registry = Registry.withPlugins(directory)) {
      assertThat(registry.activations()).contains("healthy");
      assertThat(registry.problems())
          .anySatisfy(
              problem -> {
                assertThat(problem.location()).endsWith(jar);
                assertThat(problem.message()).contains(words);
              });
      List<ILoggingEvent> warnings =
          log.list.stream().filter(event -> event.getLevel() == Level.WARN).toList();
      assertThat(warnings).hasSameSizeAs(registry.problems());
      assertThat(warnings)
          .anySatisfy(warning -> assertThat(warning.getFormattedMessage()).contains(jar));
    }
  }
}
