package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.spi.Activation;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** A folder, compiled once, whose module-info provides {@code demo.A} and {@code demo.B}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceDeclarationsTest {

  private static final String SERVICE = Activation.class.getName();

  private final Path folder;

  ServiceDeclarationsTest(@TempDir Path folder) throws IOException, URISyntaxException {
    this.folder = folder;
    compile();
  }

  private void compile() throws IOException, URISyntaxException {
    Path sources = Files.createDirectory(folder.resolve("sources"));
    String module =
        """
        module demo {
          requires dev.cotangent.core;
          exports demo;
          provides %s with demo.A, demo.B;
        }
        """;
    Files.writeString(sources.resolve("module-info.java"), module.formatted(SERVICE));
    for (String name : List.of("A", "B")) {
      Files.writeString(sources.resolve(name + ".java"), activation(name));
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                folder.resolve("classes").toString(),
                "--module-path",
                place(Activation.class) + File.pathSeparator + place(Logger.class),
                sources.resolve("module-info.java").toString(),
                sources.resolve("A.java").toString(),
                sources.resolve("B.java").toString());
    assertThat(result).isZero();
  }

  private static String activation(String name) {
    return """
        package demo;
        import dev.cotangent.core.graph.Tensor;
        public class %s implements dev.cotangent.core.spi.Activation {
          public String id() { return "demo_%s"; }
          public Tensor apply(Tensor x) { return x.tanh(); }
        }
        """
        .formatted(name, name.toLowerCase(Locale.ROOT));
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** What the check finds where the services file has these lines. */
  private String found(String... lines) throws Exception {
    Path file = folder.resolve("classes/META-INF/services").resolve(SERVICE);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
    URL[] urls = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, Activation.class.getClassLoader())) {
      Class<? extends Activation> type = loader.loadClass("demo.A").asSubclass(Activation.class);
      return ActivationContract.of(type).report("services").toString();
    }
  }

  @Test
  void equalOnesPass() throws Exception {
    assertThat(found("# ours", "demo.B # the better one", "", "demo.A"))
        .isEqualTo("activation 'demo_a' keeps its contract");
  }

  @Test
  void whatIsMissingOnEitherSideIsNamed() throws Exception {
    assertThat(found("demo.A")).contains("services/" + SERVICE + " does not name demo.B");
    assertThat(found("demo.A", "demo.C"))
        .contains(
            "the module-info of demo does not provide " + SERVICE + " with demo.C, and META-INF/",
            " does not name demo.B");
    assertThat(found("demo.B")).contains("no META-INF/services/" + SERVICE + " names demo.A");
  }

  @Test
  void aProjectWithoutModuleNeedsOneDeclaration() throws Exception {
    Path module = folder.resolve("classes/module-info.class");
    byte[] bytes = Files.readAllBytes(module);
    Files.delete(module);
    try {
      assertThat(found("demo.A")).isEqualTo("activation 'demo_a' keeps its contract");
    } finally {
      Files.write(module, bytes);
    }
  }
}
