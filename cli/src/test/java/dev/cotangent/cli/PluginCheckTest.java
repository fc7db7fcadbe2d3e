package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.model.Activation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cotangent plugins --check} with a plugin that has no gradient. */
class PluginCheckTest {

  private static final String SOURCE =
      """
      package demo;
      public class Off implements dev.cotangent.core.model.Activation {
        public String id() { return "off"; }
        public dev.cotangent.core.Tensor apply(dev.cotangent.core.Tensor x) {
          return x.tanh().detach();
        }
      }
      """;

  private final Path folder;

  PluginCheckTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path jars() throws IOException, URISyntaxException {
    Path source = Files.writeString(folder.resolve("Off.java"), SOURCE);
    Path core =
        Path.of(Activation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String[] options = {"-d", "" + folder, "-cp", "" + core, "" + source};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
    Path jars = Files.createDirectory(folder.resolve("jars"));
    try (OutputStream out = Files.newOutputStream(jars.resolve("off.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new ZipEntry("demo/Off.class"));
      jar.write(Files.readAllBytes(folder.resolve("demo/Off.class")));
      jar.putNextEntry(new ZipEntry("META-INF/services/" + Activation.class.getName()));
      jar.write("demo.Off\n".getBytes(StandardCharsets.UTF_8));
    }
    return jars;
  }

  @Test
  void whatIsBrokenIsSaidWithALineThatRepeatsIt() throws Exception {
    Cli.Result result = Cli.run("plugins", "--plugins", "" + jars(), "--check", "--seed", "5");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out().lines())
        .filteredOn(line -> line.contains("BREAKS"))
        .singleElement()
        .asString()
        .contains("off.jar", "BREAKS gradient");
    assertThat(result.err())
        .startsWith("cotangent: activation 'off' breaks its contract\n  gradient: ")
        .contains("cotangent of seed 5\n")
        .endsWith(
            "    again: ActivationContract.of(demo.Off.class).withSeed(5L)"
                + ".report(\"gradient\").assertPassed();\n");
  }
}
