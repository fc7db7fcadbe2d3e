package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.spi.Activation;
import dev.cotangent.examples.E20PluginHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of an application that loads the plugins of others. */
class PluginHostTest {

  @Test
  void namesBadPluginsAndGoesOn(@TempDir Path folder) throws Exception {
    PluginJar.swish(folder);
    PluginJar.of(folder, "odd", Activation.class, "public Tensor apply(Tensor x) { return null; }");
    Files.writeString(folder.resolve("broken.jar"), "no jar");

    String said =
        ForkedJvm.current().run(E20PluginHost.class.getName(), folder.toAbsolutePath().toString());

    assertThat(said.lines())
        .anySatisfy(line -> assertThat(line).startsWith("skipped: ").contains("broken.jar"))
        .anySatisfy(line -> assertThat(line).startsWith("swish: loss 0."))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("odd: fails: ")
                    .contains("activation 'odd' (demo.Odd in " + folder.resolve("odd.jar"))
                    .contains("apply returned null"));
  }
}
